import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { schema } from './src/schema.ts';

const config: CodegenConfig = {
  schema: printSchema(schema),
  documents: ['test/graph/**/*.ts', 'test/clients/**/*.ts'],
  generates: {
    'schema.graphql': { plugins: ['schema-ast'] },
    'test/support/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
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
          URL: 'string',
        },
      },
    },
  },
};

export default config;
