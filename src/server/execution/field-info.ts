import type { GraphQLResolveInfo, ResponsePath } from 'graphql';
import type { Execution, FieldPlan } from './execution.ts';

/** What resolvers may ask of the place they answer for. One is made for every field of every row, so it keeps little. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #execution: Execution;
  readonly #field: FieldPlan;
  readonly #parentPath: ResponsePath | undefined;

  constructor(execution: Execution, field: FieldPlan, parentPath: ResponsePath | undefined) {
    this.#execution = execution;
    this.#field = field;
    this.#parentPath = parentPath;
  }

  get fieldName() {
    return this.#field.definition.name;
  }
  get fieldNodes() {
    return this.#field.nodes;
  }
  get returnType() {
    return this.#field.definition.type;
  }
  get parentType() {
    return this.#field.parentType;
  }
  get path(): ResponsePath {
    return { prev: this.#parentPath, key: this.#field.key, typename: this.#field.parentType.name };
  }
  get schema() {
    return this.#execution.schema;
  }
  get fragments() {
    return this.#execution.fragments;
  }
  get rootValue() {
    return this.#execution.rootValue;
  }
  get operation() {
    return this.#execution.operation;
  }
  get variableValues() {
    return this.#execution.variableValues;
  }
}
