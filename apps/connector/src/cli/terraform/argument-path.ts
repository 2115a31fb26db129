import { CONNECTION_MEMBERS, type Members } from './connection-resource.js';

/** The path of a field of Google's API as Terraform writes it: `auth_config.additional_variable` for `authConfig.additionalVariables`. */
export function toArgumentPath(fieldPath: string): string {
  let members: Members = CONNECTION_MEMBERS;
  const names = fieldPath.split('.').map((field) => {
    const [name, declared] = Object.entries(members).find((entry) => entry[1].field === field) ?? [field];
    members = declared && 'members' in declared ? declared.members : {};
    return name;
  });
  return names.join('.');
}
