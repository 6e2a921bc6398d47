/**
 * @generated SignedSource<<8e97944804c92c601e65b088b546e895>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type appQueryCallQuery$variables = {
  id: string;
};
export type appQueryCallQuery$data = {
  readonly node: {
    readonly " $fragmentSpreads": FragmentRefs<"appQuery_call">;
  } | null | undefined;
};
export type appQueryCallQuery = {
  response: appQueryCallQuery$data;
  variables: appQueryCallQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "id"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "id",
    "variableName": "id"
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "appQueryCallQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "args": null,
            "kind": "FragmentSpread",
            "name": "appQuery_call"
          }
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "appQueryCallQuery",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": null,
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "__typename",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "id",
            "storageKey": null
          },
          {
            "kind": "InlineFragment",
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
              }
            ],
            "type": "CallSession",
            "abstractKey": null
          }
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "93a201aa9a00eec0f5fb8ca459b9071a",
    "id": null,
    "metadata": {},
    "name": "appQueryCallQuery",
    "operationKind": "query",
    "text": "query appQueryCallQuery(\n  $id: ID!\n) {\n  node(id: $id) {\n    __typename\n    ...appQuery_call\n    id\n  }\n}\n\nfragment appQuery_call on CallSession {\n  startedAt\n  durationSeconds\n  note\n  id\n}\n"
  }
};
})();

(node as any).hash = "30f902df16891af945c5aa6e5206d278";

export default node;
