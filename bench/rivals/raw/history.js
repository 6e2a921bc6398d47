const COUNT = '200';

/** The newest sessions of a range, by GetCallHistory. */
export const readHistory = (client, from, to) =>
  client.ask('GetCallHistory', {
    with_calls: 'true',
    with_records: 'true',
    with_other_resources: 'false',
    from_date: toDate(from),
    to_date: toDate(new Date(to.getTime() - 1000)),
    desc_order: 'true',
    with_total_count: 'false',
    count: COUNT,
  });

const toDate = (date) => date.toISOString().slice(0, 19).replace('T', ' ');
