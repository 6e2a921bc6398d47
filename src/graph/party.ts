import { GraphQLCountryCode, GraphQLPhoneNumber } from 'graphql-scalars';
import type { Party } from '../domain/party.ts';
import { readPhoneNumber } from '../domain/phone-number.ts';
import { builder } from './builder.ts';
import { readAs } from './scalars.ts';

export const PartyRef = builder.objectRef<Party>('Party').implement({
  scope: 'each field',
  description: 'One side of a call.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description: 'As the provider sent it: digits with or without "+", an extension, a SIP address, "hidden".',
    }),
    e164: t.field({
      type: 'PhoneNumber',
      description:
        'The number in international form (+442079460000): the same for every provider, so fit for comparing. Null for ' +
        "what is no telephone number, and for one whose country is not known (see the provider's defaultCountry setting).",
      resolve: (party) => readAs(GraphQLPhoneNumber, readPhoneNumber(party.number, party.defaultCountry)?.e164),
    }),
    displayName: t.exposeString('displayName', { description: 'The name the provider showed for it.' }),
    country: t.field({
      type: 'CountryCode',
      description: 'The country the number belongs to, as ISO 3166 has it: GB, AE, RU.',
      resolve: (party) => readAs(GraphQLCountryCode, readPhoneNumber(party.number, party.defaultCountry)?.country),
    }),
  }),
});
