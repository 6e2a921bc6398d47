import { graphql } from '../graph/generated/index.ts';

export const Figures = graphql(`
  fragment Figures on CallStatsFigures {
    calls
    answered
    unanswered
    talkSeconds {
      known
      total
      average
    }
    waitSeconds {
      known
      total
      average
    }
  }
`);

/** How many calls, when and how they ended, beside the period before. `stretches` has the bars, also those without calls. */
export const OverviewTimes = graphql(`
  query OverviewTimes(
    $range: CallSessionFilter!
    $inbound: CallSessionFilter!
    $before: CallSessionFilter!
    $beforeThrough: CallSessionFilter!
    $inboundBefore: CallSessionFilter!
    $every: CallStatsInterval!
    $timeZone: TimeZone!
  ) {
    stretches: callStats(filter: $range, every: $every, timeZone: $timeZone) {
      buckets {
        from
        to
        figures {
          calls
        }
      }
      totals {
        ...Figures
      }
      asOf
      problems {
        ...Problem
      }
    }
    outcomes: callStats(filter: $range, every: $every, by: [OUTCOME], timeZone: $timeZone) {
      buckets {
        from
        outcome
        figures {
          calls
        }
      }
    }
    stretchesBefore: callStats(filter: $before, every: $every, timeZone: $timeZone) {
      buckets {
        from
        figures {
          calls
        }
      }
    }
    before: callStats(filter: $beforeThrough, timeZone: $timeZone) {
      totals {
        ...Figures
      }
      isComplete
    }
    inbound: callStats(filter: $inbound, timeZone: $timeZone) {
      totals {
        answered
        unanswered
      }
    }
    inboundBefore: callStats(filter: $inboundBefore, timeZone: $timeZone) {
      totals {
        answered
        unanswered
      }
    }
    hours: callStats(filter: $range, by: [DAY_OF_WEEK, HOUR_OF_DAY], timeZone: $timeZone) {
      buckets {
        dayOfWeek
        hourOfDay
        figures {
          calls
          unanswered
        }
      }
    }
  }
`);

/** The same calls by who took part, where they waited, and which of the company's numbers they used. */
export const OverviewParts = graphql(`
  query OverviewParts($range: CallSessionFilter!) {
    agents: callStats(filter: $range, by: [AGENT]) {
      buckets {
        agent {
          id
          displayName
          person {
            id
            displayName
          }
        }
        figures {
          ...Figures
        }
      }
    }
    queues: callStats(filter: $range, by: [QUEUE]) {
      buckets {
        queue {
          id
          name
          provider {
            id
            name
          }
        }
        figures {
          ...Figures
        }
      }
    }
    lines: callStats(filter: $range, by: [PROVIDER, LINE]) {
      buckets {
        provider {
          id
          key
          name
        }
        line {
          number
          e164
          displayName
        }
        figures {
          ...Figures
        }
      }
    }
  }
`);

export const OverviewNotCalledBack = graphql(`
  query OverviewNotCalledBack($filter: CallSessionFilter!, $first: Int!) {
    callSessions(first: $first, filter: $filter, orderBy: { field: STARTED_AT, direction: ASC }) {
      totalCount
      nodes {
        id
        startedAt
        waitSeconds
        provider {
          id
          name
        }
        customer {
          number
          e164
          displayName
        }
      }
      problems {
        ...Problem
      }
    }
  }
`);
