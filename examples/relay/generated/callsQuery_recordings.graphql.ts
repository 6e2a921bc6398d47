/**
 * @generated SignedSource<<a9865309a56ff4afd0f0d6cdcf86683a>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type callsQuery_recordings$data = {
  readonly recordings: ReadonlyArray<{
    readonly id: string;
    readonly url: string | null | undefined;
  }> | null | undefined;
  readonly " $fragmentType": "callsQuery_recordings";
};
export type callsQuery_recordings$key = {
  readonly " $data"?: callsQuery_recordings$data;
  readonly " $fragmentSpreads": FragmentRefs<"callsQuery_recordings">;
};

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "callsQuery_recordings",
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "Recording",
      "kind": "LinkedField",
      "name": "recordings",
      "plural": true,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "id",
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "url",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "CallSession",
  "abstractKey": null
};

(node as any).hash = "38b97816e3703e4279c0a570a7aa4832";

export default node;
