/**
 * @generated SignedSource<<b2080b96a797009f8ea3beeabd0011b2>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type appQuery_call$data = {
  readonly durationSeconds: number | null | undefined;
  readonly id: string;
  readonly note: string | null | undefined;
  readonly startedAt: string;
  readonly " $fragmentType": "appQuery_call";
};
export type appQuery_call$key = {
  readonly " $data"?: appQuery_call$data;
  readonly " $fragmentSpreads": FragmentRefs<"appQuery_call">;
};

import appQueryCallQuery_graphql from './appQueryCallQuery.graphql';

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": {
    "refetch": {
      "connection": null,
      "fragmentPathInResult": [
        "node"
      ],
      "operation": appQueryCallQuery_graphql,
      "identifierInfo": {
        "identifierField": "id",
        "identifierQueryVariableName": "id"
      }
    }
  },
  "name": "appQuery_call",
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "startedAt",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "durationSeconds",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "note",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "id",
      "storageKey": null
    }
  ],
  "type": "CallSession",
  "abstractKey": null
};

(node as any).hash = "30f902df16891af945c5aa6e5206d278";

export default node;
