import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

/** What a command line comes to: the command with its options, the exit code, and what is printed. */
async function read(...args: string[]) {
  const printed: string[] = [];
  const ran: [string, object][] = [];
  const note = (name: string) => async (options: object) => (ran.push([name, { ...options }]), null);
  const exitCode = await runCommandLine(
    args,
    { start: note('start'), check: note('check'), settingsSchema: () => note('settings-schema')({}), mcp: note('mcp') },
    { version: '1.2.3', print: (text) => printed.push(text) },
  );
  return { ran, exitCode, printed: printed.join('') };
}

describe('the command line', () => {
  it('is explained as it is typed, with all that a start can be told', async () => {
    const { ran, exitCode, printed } = await read('--help');
    expect([ran, exitCode]).toEqual([[], 0]);
    expect(printed).toMatch(/^Usage: npm start -- \[options\] \[command\]/);
    for (const word of [
      'check',
      'settings-schema',
      'mcp',
      '--settings <FILE>',
      '--port <PORT>',
      '--host',
      '--allow-origin',
    ])
      expect(printed).toContain(word);
    expect(printed).toContain('Exit codes: 0');
    expect((await read('help')).printed).toBe(printed);
    expect((await read('check', '--help')).printed).toMatch(/^Usage: npm start -- check[^]*--settings <FILE>/);
  });

  it('tells the version', async () => {
    expect(await read('--version')).toEqual({ ran: [], exitCode: 0, printed: '1.2.3\n' });
  });

  it('starts the demo when nothing is said', async () => {
    expect(await read()).toEqual({ ran: [['start', {}]], exitCode: null, printed: '' });
  });

  it('reads commands and options in any order', async () => {
    for (const args of [
      ['--settings', 'a.yaml', 'check'],
      ['check', '-s', 'a.yaml'],
    ])
      expect((await read(...args)).ran).toEqual([['check', { settings: 'a.yaml' }]]);
    expect((await read('--port=0', '--host', '::1')).ran).toEqual([['start', { port: 0, host: '::1' }]]);
    expect((await read('start', '-p', '1', '-s', 'a.yaml')).ran).toEqual([['start', { port: 1, settings: 'a.yaml' }]]);
    expect((await read('settings-schema')).ran).toEqual([['settings-schema', {}]]);
  });

  it('reads what is for the demo', async () => {
    const args = ['--break', 'tracking', '--break=voximplant', '--write-settings', 'demo.yaml'];
    const origins = ['--allow-origin', 'http://localhost:5173', '--allow-origin', 'https://app.example.com'];
    expect((await read(...args, ...origins)).ran).toEqual([
      [
        'start',
        {
          break: ['tracking', 'voximplant'],
          writeSettings: 'demo.yaml',
          allowOrigin: ['http://localhost:5173', 'https://app.example.com'],
        },
      ],
    ]);
    expect((await read('--federation')).ran).toEqual([['start', { federation: true }]]);
    expect((await read('check', '--break', 'desk')).ran).toEqual([['check', { break: ['desk'] }]]);
  });

  it.each([
    [['--setings', 'a.yaml'], /^unknown option '--setings' \(Did you mean --settings\?\)$/],
    [['--prot', '1'], /^unknown option '--prot' \(Did you mean --port\?\)$/],
    [['chek'], /^there is no command 'chek'\. Did you mean check\?$/],
    [['version'], /^there is no command 'version'\. Did you mean --version\?$/],
    [['check', 'twice'], /too many arguments for 'check'.*: twice\.$/],
    [['start', 'twice'], /no command 'twice'/],
    [['--port', 'http'], /'--?p.*' argument 'http' is invalid\. It must be a number from 0 to 65535\.$/],
    [['--port', '65536'], /65535/],
    [['--port', '-1'], /argument '-1' is invalid\. It must be a number from 0 to 65535\.$/],
    [['--port=-1'], /argument '-1' is invalid/],
    [['--port', '1e3'], /argument '1e3' is invalid/],
    [['--port'], /^option '-p, --port <PORT>' argument missing$/],
    [['--settings'], /^option '-s, --settings <FILE>' argument missing$/],
    [['--settings', '-x'], /'-x' is invalid\. A value is missing before it\.$/],
    [['--settings', '--port', '1'], /'--port' is invalid\. A value is missing before it\.$/],
    [['--break'], /^option '--break <NAME>' argument missing$/],
    [['--break', 'pbx', '-s', 'a.yaml'], /^--break is for the demo, and --settings names .*: leave one out\.$/],
    [['--write-settings', 'b', '-s', 'a.yaml'], /^--write-settings is for the demo, and --settings names/],
    [['--allow-origin', 'http://a', '-s', 'a.yaml'], /^--allow-origin is for the demo, and --settings names/],
    [['--federation', '-s', 'a.yaml'], /^--federation is for the demo, and --settings names/],
    [['--allow-origin', 'app.example.com'], /It must be an origin such as https:\/\/app\.example\.com, without a path/],
    [['check', '--write-settings', 'b'], /^unknown option '--write-settings'/],
    [['check', '--port', '1'], /^unknown option '--port'/],
    [['--help=yes'], /^unknown option '--help=yes'/],
  ])('refuses %j in one line and says what would do', async (args, said) => {
    const reading = read(...args);
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(said);
    await expect(reading).rejects.not.toThrow(/\n/);
  });
});
