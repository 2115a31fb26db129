import type { Declaration } from '../../model/resource.js';
import { TwilioProblem } from '../../twilio/problem.js';

export const conversationParticipants: Declaration = {
  name: 'ConversationParticipants',
  product: 'conversations',
  path: '/v1/Conversations/{ConversationSid}/Participants',
  defaults: { attributes: '{}' },
  create(form, _world, { draft }) {
    const [address, proxy] = [form.get('MessagingBinding.Address'), form.get('MessagingBinding.ProxyAddress')];
    if (!address && !form.get('Identity')) {
      throw new TwilioProblem(400, 20_001, 'Identity or MessagingBinding.Address is required.');
    }
    const binding = address && { type: 'sms', address, proxy_address: proxy ?? null };
    return { ...draft(), messaging_binding: binding ?? null };
  },
  sample: (index) => ({ identity: `agent-${index + 1}`, messaging_binding: null }),
};
