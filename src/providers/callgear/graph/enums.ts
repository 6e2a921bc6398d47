import { createVendorEnum } from '../../../graph/vendor-enum.ts';
import { CHANNEL_WORDS, DEVICE_WORDS, DIRECTION_WORDS } from '../calls/closed-words.ts';
import { DOCUMENTED_REASONS } from '../calls/finish-reasons.ts';

const FinishReason = createVendorEnum('CallgearFinishReason', {
  description: 'Why a call session or a leg ended. It tells who hung up or what failed, not whether people talked.',
  values: Object.entries(DOCUMENTED_REASONS).map(([reason, [words]]) => [reason, `${words}.`]),
});

const Direction = createVendorEnum('CallgearDirection', {
  description: 'Direction of a call session or a leg.',
  values: Object.entries(DIRECTION_WORDS),
});

const Source = createVendorEnum('CallgearSource', {
  description: 'What made a call.',
  values: [
    ['callapi', 'Call API, base set.'],
    ['callapi_management_call', 'Call API, call management.'],
    ['callapi_informer_call', 'Call API, informer call.'],
    ['callapi_scenario_call', 'Call API, scenario call.'],
    ['va', 'Virtual PBX.'],
    ['call_tracking', 'Analytics.'],
    ['dynamic_call_tracking', 'Dynamic call tracking.'],
    ['callout', 'Callout.'],
    ['callback', 'Callback.'],
    ['faxout', 'Fax.'],
    ['sip', 'Call from SIP.'],
    ['consultant', 'Consultant.'],
    ['sitephone', 'Site phone.'],
    ['lead', 'Lead generator.'],
    ['retailcrm', 'Call from retailCRM.'],
    ['amocrm', 'Call from amoCRM.'],
    ['bitrix', 'Call from Bitrix24.'],
    ['auto_back_call', 'Automatic redial of missed calls.'],
  ],
});

const CommunicationType = createVendorEnum('CallgearCommunicationType', {
  description: 'Type of a communication.',
  values: [['call', 'A call.']],
});

const Channel = createVendorEnum('CallgearChannel', {
  description: 'Channel of a visit.',
  values: Object.entries(CHANNEL_WORDS),
});

const VisitorType = createVendorEnum('CallgearVisitorType', {
  description: 'Whether a visitor has been there before.',
  values: [
    ['New', 'Came for the first time.'],
    ['Returned', 'Has been there before.'],
    ['Not filled in', 'Not known to the vendor.'],
  ],
});

const VisitorDevice = createVendorEnum('CallgearVisitorDevice', {
  description: 'Device of a visitor.',
  values: Object.entries(DEVICE_WORDS),
});

export const Attribute = createVendorEnum('CallgearAttribute', {
  description: 'Attribute of an inquiry.',
  values: [
    ['first', 'First quality.'],
    ['through', 'First through quality.'],
    ['primary', 'Primary.'],
    ['secondary', 'Secondary.'],
    ['lost', 'Lost.'],
    ['target', 'Targeted.'],
    ['off-target', 'Off targeted.'],
    ['quality', 'Quality.'],
    ['rest', 'Targeted repeated calls, made in the period of repeated calls that is set for the site.'],
  ],
});

const TagType = createVendorEnum('CallgearTagType', {
  description: 'How a tag was put on a call.',
  values: [
    ['auto', 'By the vendor.'],
    ['manual', 'By a person.'],
  ],
});

/** The enums of the columns that hold one word. */
export const ENUM_OF_COLUMN = {
  finish_reason: FinishReason,
  direction: Direction,
  source: Source,
  communication_type: CommunicationType,
  channel: Channel,
  visitor_type: VisitorType,
  visitor_device: VisitorDevice,
  tag_type: TagType,
} as const;
