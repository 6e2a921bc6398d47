/** Asks the graph that serves the console, as another client would. Throws what it refuses. */
export async function askGraph<T>(
  url: string,
  query: string,
  { variables = {}, headers = {} }: { readonly variables?: object; readonly headers?: Record<string, string> } = {},
): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: readonly { readonly message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}
