import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { schema } from './src/schema.ts';

const client = {
  useTypeImports: true,
  enumsAsTypes: true,
  importExtension: '.ts',
  strictScalars: true,
  defaultScalarType: 'unknown',
  scalars: {
    CountryCode: 'string',
    CurrencyCode: 'string',
    DateTime: 'string',
    Decimal: 'string',
    EmailAddress: 'string',
    JSON: 'unknown',
    PhoneNumber: 'string',
    SafeInt: 'number',
    TimeZone: 'string',
    URL: 'string',
  },
};

const config: CodegenConfig = {
  schema: printSchema(schema),
  generates: {
    'schema.graphql': { plugins: ['./scripts/print-schema.ts'] },
    'test/support/generated/': {
      documents: 'test/graph/**/*.ts',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: client,
    },
    'web/graph/generated/': {
      documents: ['web/**/*.{ts,tsx}', '!web/graph/generated/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: client,
    },
    // As docs/clients.md has it.
    'examples/fetch/generated/': {
      documents: 'examples/fetch/*.ts',
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { ...client, documentMode: 'string' },
    },
  },
};

export default config;
