import { createRowType } from './columns.ts';

export const ZoomQueueRef = createRowType(
  'ZoomQueue',
  'A queue as a call names it. Two ids name one queue.',
  (column) => ({
    ccQueueId: column.id('cc_queue_id', 'The id of the queue.'),
    queueId: column.id('queue_id', 'Its deprecated id.'),
    queueName: column.text('queue_name', 'Its name.'),
  }),
);

export const ZoomAgentRef = createRowType('ZoomAgent', 'An agent as a call names them.', (column) => ({
  userId: column.id('user_id', 'The id of the user.'),
  displayName: column.text('display_name', 'Their name.'),
  userEmail: column.text('user_email', 'Their e-mail address.'),
  userRegion: column.text('user_region', 'The name of their region.'),
  teamIds: column.ids('team_ids', 'The ids of their teams.'),
  teamNames: column.texts('team_names', 'The names of their teams.'),
  userIpAddress: column.text('user_ip_address', 'The address of their device; only where Zoom support enabled it.'),
  userDeviceMacAddress: column.text(
    'user_device_mac_address',
    'The hardware address of their device; only where Zoom support enabled it.',
  ),
  userRegisteredSipZone: column.text(
    'user_registered_sip_zone',
    'The SIP zone they were registered in; only where Zoom support enabled it.',
  ),
  sipZoneIpAddress: column.text(
    'sip_zone_ip_address',
    'The address of that SIP zone; only where Zoom support enabled it.',
  ),
}));

export const ZoomFlowRef = createRowType('ZoomFlow', 'A flow that a call went through.', (column) => ({
  flowId: column.id('flow_id', 'The id of the flow.'),
  flowName: column.text('flow_name', 'Its name.'),
  flowVersion: column.text('flow_version', 'Its version; only in an engagement.'),
}));

export const ZoomSessionBorderControllerRef = createRowType(
  'ZoomSessionBorderController',
  'A session border controller that carried a call; only where Zoom support enabled it.',
  (column) => ({
    sessionBorderControllerName: column.text('session_border_controller_name', 'Its name.'),
    sessionBorderControllerIpAddress: column.text('session_border_controller_ip_address', 'Its address.'),
    consumerZoomTrunkName: column.text('consumer_zoom_trunk_name', "The trunk between the customer's and Zoom's."),
    consumerSbcIpAddress: column.text('consumer_sbc_ip_address', "The address of the customer's."),
  }),
);
