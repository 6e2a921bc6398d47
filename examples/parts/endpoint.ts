/** Where Trunkline is: `?endpoint=` of the page's address, or the demo of `npm start`. */
export const endpoint = new URLSearchParams(window.location.search).get('endpoint') ?? 'http://127.0.0.1:4000/graphql';
