import { type KeyObject, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Who signs: the account, the key's id, and the key. */
export type ServiceAccount = { readonly accountId: number | string; readonly keyId: string; readonly key: KeyObject };

type Credentials = {
  readonly account_id: number | string;
  readonly key_id: string;
  readonly private_key: string;
};

type Given = {
  readonly serviceAccountFile?: string | undefined;
  readonly serviceAccount?: Credentials | { readonly result: Credentials } | undefined;
};

/** Reads the service account that settings name, in either of its two shapes; throws a sentence that helps. */
export function readServiceAccount({ serviceAccountFile, serviceAccount }: Given): ServiceAccount {
  const given = serviceAccountFile === undefined ? serviceAccount : readFile(serviceAccountFile);
  const flat = isRecord(given) && isRecord(given.result) ? given.result : given;
  const { account_id: accountId, key_id: keyId, private_key: pem } = isRecord(flat) ? flat : {};
  if (!isAccountId(accountId) || typeof keyId !== 'string' || keyId === '' || typeof pem !== 'string')
    throw new Error('a service account has "account_id", "key_id" and "private_key", flat or under "result"');
  return { accountId, keyId, key: readKey(pem) };
}

function readFile(path: string): unknown {
  // A refusal repeats the path, so a key that was put in its place has to be told from one first.
  if (/[{\n]|PRIVATE KEY/.test(path))
    throw new Error('wants the path of credentials.json, not its content: that goes into "serviceAccount"');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code ?? 'unknown'})`;
    throw new Error(`${found}: a relative path starts in the folder of the settings file`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the file, and the file is a key.
    throw new Error(`${path} is not JSON: take the credentials.json that Voximplant handed out with the key`);
  }
}

/** Line ends that went through an environment variable or YAML often arrive as the two characters "\n". */
function readKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    throw new Error(
      'private_key is not a PEM that can be read: it begins with "-----BEGIN PRIVATE KEY-----", has its line ends, and no passphrase',
    );
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error(`private_key is a ${key.asymmetricKeyType ?? 'different'} key, and Voximplant takes RSA keys only`);
  return key;
}

const isAccountId = (value: unknown): value is number | string =>
  Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
