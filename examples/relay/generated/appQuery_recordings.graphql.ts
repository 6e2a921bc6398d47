/**
 * @generated SignedSource<<99d745999f066ada090009a118ce4f6e>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type appQuery_recordings$data = {
  readonly recordings: ReadonlyArray<{
    readonly id: string;
    readonly url: string | null | undefined;
  }> | null | undefined;
  readonly " $fragmentType": "appQuery_recordings";
};
export type appQuery_recordings$key = {
  readonly " $data"?: appQuery_recordings$data;
  readonly " $fragmentSpreads": FragmentRefs<"appQuery_recordings">;
};

const node: ReaderFragment = {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "appQuery_recordings",
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

(node as any).hash = "bbed3d01a4732e1f9abd2639a53b2e1c";

export default node;
