import { boolean, defineEntityType, integer, json, sid, text, timestamp } from '../../model/index.js';

const onUpdate = { readable: false, update: true } as const;

export const chatServices = defineEntityType({
  name: 'ChatServices',
  group: 'Chat',
  description: 'Services of Programmable Chat, a legacy product.',
  docs: 'https://www.twilio.com/docs/chat/rest/service-resource',
  product: 'chat',
  path: '/v2/Services',
  collection: 'services',
  maxPageSize: 100,
  operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
  consequences: { DELETE: 'permanently deletes the service and all of its channels' },
  fields: {
    Sid: sid('IS', { key: true }),
    AccountSid: sid('AC', { references: 'Accounts' }),
    Name: text({ wire: 'FriendlyName', create: 'required', update: true }),
    DefaultServiceRoleSid: sid('RL', { update: true, references: 'ChatRoles', description: 'The role of new users.' }),
    DefaultChannelRoleSid: sid('RL', {
      update: true,
      references: 'ChatRoles',
      description: 'The role of new members of a channel.',
    }),
    DefaultChannelCreatorRoleSid: sid('RL', {
      update: true,
      references: 'ChatRoles',
      description: "The role of a channel's creator.",
    }),
    ReadStatusEnabled: boolean({ update: true, description: 'Whether the read status of members is tracked.' }),
    ReachabilityEnabled: boolean({ update: true, description: 'Whether the reachability of users is tracked.' }),
    TypingIndicatorTimeout: integer({ update: true, description: 'Seconds until the typing indicator is cleared.' }),
    ConsumptionReportInterval: integer({ update: true, description: 'Seconds between read reports.' }),
    Limits: json({ description: 'Limits on members and channels, as JSON.' }),
    PreWebhookUrl: text({ update: true, description: 'URL called before an event takes effect.' }),
    PostWebhookUrl: text({ update: true, description: 'URL called after an event took effect.' }),
    WebhookMethod: text({ update: ['GET', 'POST'], description: 'HTTP method of the webhooks.' }),
    WebhookFilters: text({ update: true, repeats: true, description: 'Events that are sent to the webhooks.' }),
    PreWebhookRetryCount: integer({ update: true, description: 'The number of retries of PreWebhookUrl, 0 to 3.' }),
    PostWebhookRetryCount: integer({ update: true, description: 'The number of retries of PostWebhookUrl, 0 to 3.' }),
    Notifications: json({ description: 'Notification settings, as JSON.' }),
    Media: json(),
    DateCreated: timestamp(),
    DateUpdated: timestamp(),
    Url: text(),
    Links: json(),
    NotificationsNewMessageEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.NewMessage.Enabled',
      description: 'Whether a new message sends a notification.',
    }),
    NotificationsNewMessageTemplate: text({
      ...onUpdate,
      wire: 'Notifications.NewMessage.Template',
      description: 'The text of that notification.',
    }),
    NotificationsNewMessageSound: text({
      ...onUpdate,
      wire: 'Notifications.NewMessage.Sound',
      description: 'The sound of that notification.',
    }),
    NotificationsNewMessageBadgeCountEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.NewMessage.BadgeCountEnabled',
      description: 'Whether the notification shows the number of unread messages.',
    }),
    NotificationsAddedToChannelEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.AddedToChannel.Enabled',
      description: 'Whether adding a user to a channel sends a notification.',
    }),
    NotificationsAddedToChannelTemplate: text({
      ...onUpdate,
      wire: 'Notifications.AddedToChannel.Template',
      description: 'The text of that notification.',
    }),
    NotificationsAddedToChannelSound: text({
      ...onUpdate,
      wire: 'Notifications.AddedToChannel.Sound',
      description: 'The sound of that notification.',
    }),
    NotificationsRemovedFromChannelEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.RemovedFromChannel.Enabled',
      description: 'Whether removing a user from a channel sends a notification.',
    }),
    NotificationsRemovedFromChannelTemplate: text({
      ...onUpdate,
      wire: 'Notifications.RemovedFromChannel.Template',
      description: 'The text of that notification.',
    }),
    NotificationsRemovedFromChannelSound: text({
      ...onUpdate,
      wire: 'Notifications.RemovedFromChannel.Sound',
      description: 'The sound of that notification.',
    }),
    NotificationsInvitedToChannelEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.InvitedToChannel.Enabled',
      description: 'Whether inviting a user to a channel sends a notification.',
    }),
    NotificationsInvitedToChannelTemplate: text({
      ...onUpdate,
      wire: 'Notifications.InvitedToChannel.Template',
      description: 'The text of that notification.',
    }),
    NotificationsInvitedToChannelSound: text({
      ...onUpdate,
      wire: 'Notifications.InvitedToChannel.Sound',
      description: 'The sound of that notification.',
    }),
    LimitsChannelMembers: integer({
      ...onUpdate,
      wire: 'Limits.ChannelMembers',
      description: 'The maximum number of members per channel, up to 1000.',
    }),
    LimitsUserChannels: integer({
      ...onUpdate,
      wire: 'Limits.UserChannels',
      description: 'The maximum number of channels per user, up to 1000.',
    }),
    MediaCompatibilityMessage: text({
      ...onUpdate,
      wire: 'Media.CompatibilityMessage',
      description: 'The text shown where media cannot be displayed.',
    }),
    NotificationsLogEnabled: boolean({
      ...onUpdate,
      wire: 'Notifications.LogEnabled',
      description: 'Whether notifications are logged.',
    }),
  },
});
