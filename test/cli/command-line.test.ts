import { describe, expect, it } from 'vitest';
import { HELP, UsageError, readCommandLine } from '../../src/cli/command-line.ts';

describe('the command line', () => {
  it('is explained as it is typed', () => {
    expect(HELP).toContain('npm start -- check [--settings FILE]');
    expect(HELP).not.toMatch(/^ +trunkline /m);
  });

  it('starts the demo when nothing is said', () => {
    expect(readCommandLine([])).toEqual({ command: 'start', settings: null });
  });

  it('reads commands and options in any order', () => {
    expect(readCommandLine(['--settings', 'a.yaml', 'check'])).toEqual({ command: 'check', settings: 'a.yaml' });
    expect(readCommandLine(['--port=0', '--host', '::1'])).toEqual({
      command: 'start',
      settings: null,
      port: 0,
      host: '::1',
    });
    expect(readCommandLine(['-s', 'a.yaml', '-h']).command).toBe('help');
    expect(readCommandLine(['--version']).command).toBe('version');
  });

  it('reads what is for the demo', () => {
    expect(readCommandLine(['--break', 'tracking', '--break=voximplant', '--write-settings', 'demo.yaml'])).toEqual({
      command: 'start',
      settings: null,
      broken: ['tracking', 'voximplant'],
      writeSettings: 'demo.yaml',
    });
    expect(readCommandLine(['check', '--break', 'desk'])).toMatchObject({ command: 'check', broken: ['desk'] });
  });

  it.each([
    [['--setings', 'a.yaml'], /no option --setings\. Did you mean --settings\?/],
    [['chek'], /no command "chek"\. Did you mean check\?/],
    [['check', 'twice'], /"twice" is one word too many/],
    [['--port', 'http'], /--port takes a number from 0 to 65535, not "http"/],
    [['--port', '65536'], /65535/],
    [['--settings'], /^--settings takes the path of a settings file\.$/],
    [['--settings', '-x'], /^--settings takes the path of a settings file\.$/],
    [['--port'], /^--port takes a number from 0 to 65535\.$/],
    [['--port', '-1'], /^--port takes a number from 0 to 65535\.$/],
    [['--port=-1'], /^--port takes a number from 0 to 65535, not "-1"\.$/],
    [['-p', '-1'], /^--port takes a number from 0 to 65535\.$/],
    [['--break'], /^--break takes the id or kind of a phone system of the demo\.$/],
    [['--break', 'pbx', '-s', 'a.yaml'], /^--break is for the demo, and --settings names .*: leave one out\.$/],
    [['--write-settings', 'b', '-s', 'a.yaml'], /^--write-settings is for the demo, and --settings names/],
    [['check', '--write-settings', 'b'], /^--write-settings does not go with check\.$/],
    [['--help=yes'], /^--help takes no value\.$/],
    [['help'], /no command "help"\. Did you mean --help\?$/],
    [['version'], /no command "version"\. Did you mean --version\?$/],
  ])('refuses %j and says what would do', (args, said) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(said);
  });
});
