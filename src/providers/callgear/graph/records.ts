import { builder } from '../../../graph/builder.ts';
import { vendorEnumFields } from '../../../graph/vendor-enum.ts';
import { type Detail, booleanOf, instantOf, textOf } from '../calls/details.ts';
import { TagType } from './enums.ts';

export const TagRef = builder.objectRef<Detail>('CallgearTag').implement({
  description: 'A tag on a call.',
  fields: (t) => ({
    tagId: t.id({ description: 'Id of the tag.', resolve: (tag) => textOf(tag, 'tag_id') }),
    tagName: t.string({ description: 'Name of the tag.', resolve: (tag) => textOf(tag, 'tag_name') }),
    ...vendorEnumFields(t, 'tagType', TagType, (tag: Detail) => textOf(tag, 'tag_type'), {
      description: 'Whether the vendor or a person put the tag on the call.',
    }),
    tagChangeTime: t.field({
      type: 'DateTime',
      description: 'When the tag was put on the call.',
      resolve: (tag) => instantOf(tag, 'tag_change_time'),
    }),
    tagUserId: t.id({ description: 'Id of the user who put it.', resolve: (tag) => textOf(tag, 'tag_user_id') }),
    tagUserLogin: t.string({
      description: 'Login of the user who put it.',
      resolve: (tag) => textOf(tag, 'tag_user_login'),
    }),
    tagEmployeeId: t.id({
      description: 'Id of the employee who put it.',
      resolve: (tag) => textOf(tag, 'tag_employee_id'),
    }),
    tagEmployeeFullName: t.string({
      description: 'Name of the employee who put it.',
      resolve: (tag) => textOf(tag, 'tag_employee_full_name'),
    }),
  }),
});

export const EmployeeRef = builder.objectRef<Detail>('CallgearCallEmployee').implement({
  description: 'An employee who participated in a call. The same one may be there twice.',
  fields: (t) => ({
    employeeId: t.id({ description: 'Id of the employee.', resolve: (one) => textOf(one, 'employee_id') }),
    employeeFullName: t.string({
      description: 'Name of the employee.',
      resolve: (one) => textOf(one, 'employee_full_name'),
    }),
    isAnswered: t.boolean({
      description: 'Whether the employee picked up.',
      resolve: (one) => booleanOf(one, 'is_answered'),
    }),
    isTalked: t.boolean({
      description: 'Whether the employee took part in the conversation.',
      resolve: (one) => booleanOf(one, 'is_talked'),
    }),
  }),
});

export const SegmentRef = builder.objectRef<Detail>('CallgearSegment').implement({
  description: 'A segment a visitor belongs to.',
  fields: (t) => ({
    segmentId: t.id({ description: 'Id of the segment.', resolve: (one) => textOf(one, 'segment_id') }),
    segmentName: t.string({ description: 'Name of the segment.', resolve: (one) => textOf(one, 'segment_name') }),
  }),
});

export const VisitorPropertyRef = builder.objectRef<Detail>('CallgearVisitorProperty').implement({
  description: 'A property of a visitor that the site has set.',
  fields: (t) => ({
    propertyName: t.string({ description: 'Its name.', resolve: (one) => textOf(one, 'property_name') }),
    propertyValue: t.string({ description: 'Its value.', resolve: (one) => textOf(one, 'property_value') }),
  }),
});

export const ScenarioOperationRef = builder.objectRef<Detail>('CallgearScenarioOperation').implement({
  description: 'An operation of a scenario.',
  fields: (t) => ({
    vendorId: t.id({ description: 'Id of the operation.', resolve: (one) => textOf(one, 'id') }),
    name: t.string({ description: 'Name of the operation.', resolve: (one) => textOf(one, 'name') }),
  }),
});
