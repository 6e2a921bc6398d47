/** What finds each line once, with the newest call that has it, among any number of calls: its key and its digits. */
export const LINES = `
CREATE INDEX calls_by_line_digits ON calls (account, line_key, line_digits, start_second);
`;
