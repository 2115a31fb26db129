import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';
import { isAlphanumericSender } from '../phone-number.js';

export const messagingServiceAlphaSenders: Declaration = {
  name: 'MessagingServiceAlphaSenders',
  product: 'messaging',
  path: '/v1/Services/{ServiceSid}/AlphaSenders',
  defaults: { capabilities: ['SMS'] },
  create(form, _world, { draft }) {
    if (isAlphanumericSender(form.get('AlphaSender') ?? '')) return draft();
    throw new TwilioProblem(
      400,
      20_001,
      'AlphaSender must have 1 to 11 letters, digits or spaces, a letter among them.',
    );
  },
  sample: (index) => ({ alpha_sender: `Company ${index + 1}`, capabilities: ['SMS'] }),
};
