import { CallFilterError, type VendorFilter } from '../domain/call-filter.ts';
import { recordOf } from '../transport/read-wire.ts';

/**
 * Refuses what looks like a condition and says nothing: null, a condition without an operator, an operator without a
 * value. Passing over it would answer with every call, which nobody who wrote it has asked for. A variable that is not
 * given leaves no trace in the filter, so it is no such case. What stands in a list may be a filter in its turn.
 */
export function refuseEmptyConditions(filter: VendorFilter, path: string): void {
  for (const [field, value] of Object.entries(filter)) {
    const place = `${path}.${field}`;
    if (value === null)
      throw badFilter(`${place}: null is no condition. Leave ${field} out to let every call pass, or give it a value.`);
    if (Array.isArray(value)) {
      for (const [index, branch] of value.entries()) refuseEmptyConditions(recordOf(branch), `${place}[${index}]`);
      continue;
    }
    if (typeof value !== 'object') continue;
    const operators = Object.entries(value);
    if (operators.length === 0)
      throw badFilter(
        `${place}: this condition has no operator. Leave ${field} out to let every call pass, or give one: eq, in.`,
      );
    const empty = operators.find(([, operand]) => operand === null);
    if (empty)
      throw badFilter(
        `${place}.${empty[0]}: null is nothing to compare with. Leave ${empty[0]} out, or give it a value; ` +
          'where the field knows isEmpty, isEmpty: true finds the calls without one.',
      );
  }
}

const badFilter = (message: string): CallFilterError => new CallFilterError('BAD_FILTER', message);
