import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CallList } from './call-list.tsx';

it('the list of the examples says everything that a phone system lacked on any page, each thing once', () => {
  const tracking = { name: 'tracking' };
  const slow = { provider: tracking, message: 'no answer in time' };
  const refused = { provider: tracking, message: 'the key is refused' };
  const list = createElement(CallList, { problems: [slow, refused, slow], readMore: null, children: [] });
  expect(renderToStaticMarkup(list).match(/<li>.*?<\/li>/g)).toEqual([
    '<li>tracking: no answer in time</li>',
    '<li>tracking: the key is refused</li>',
  ]);
});
