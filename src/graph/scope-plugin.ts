import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type FieldRequiredness,
  type InputFieldMap,
  type InputType,
  type PothosEnumValueConfig,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLSchema } from 'graphql';
import type { Scope } from '../domain/caller.ts';
import { guardFields } from './guard-fields.ts';
import { type FieldScope, type TypeScope, declare } from './scopes.ts';

const NAME = 'scopes' as const;

/**
 * Adds `scope` to the options of types and fields: an object type has to say it, and so has every field of Query, Mutation
 * and Subscription; other fields may ask for more than their type does. The schema that is built is guarded by it.
 */
class ScopePlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig = (config: PothosTypeConfig): PothosTypeConfig => withDeclared(config);
  override onOutputFieldConfig = (config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> =>
    withDeclared(config);
  override onInputFieldConfig = (config: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> =>
    withDeclared(config);
  override onEnumValueConfig = (config: PothosEnumValueConfig<Types>): PothosEnumValueConfig<Types> =>
    withDeclared(config);

  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    guardFields(schema);
    return schema;
  }
}

function withDeclared<Config extends { pothosOptions?: object; extensions?: object | null | undefined }>(
  config: Config,
): Config {
  const { scope } = (config.pothosOptions ?? {}) as { readonly scope?: TypeScope };
  return { ...config, extensions: { ...config.extensions, ...declare(scope) } };
}

// Whoever loads the graph a second time in one process (tests, a watcher) brings this class again.
SchemaBuilder.allowPluginReRegistration = true;
SchemaBuilder.registerPlugin(NAME, ScopePlugin);

/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-unused-vars -- merged with what Pothos declares */
declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      scopes: ScopePlugin<Types>;
    }
    export interface ObjectTypeOptions<Types extends SchemaTypes, Shape> {
      /** What may see its fields where they say nothing more. */
      scope: TypeScope;
    }
    export interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** What it needs beside what its type does; on Query, Mutation and Subscription, all that it needs. */
      scope?: FieldScope;
    }
    export interface InputFieldOptions<
      Types extends SchemaTypes,
      Type extends InputType<Types> | [InputType<Types>],
      Req extends FieldRequiredness<Type>,
    > {
      /** What may use it: whatever searches by something needs what reading that would. */
      scope?: Scope | undefined;
    }
    export interface EnumValueConfig<Types extends SchemaTypes> {
      /** What may use it as an argument. */
      scope?: Scope;
    }
  }
}
