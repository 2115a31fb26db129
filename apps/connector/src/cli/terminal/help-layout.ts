import { type Command, Help, type HelpConfiguration, Option } from 'commander';

const COMMON_OPTIONS = 'Common options:';

/** Lists the options that are specific to a command before the common ones. */
export const HELP_LAYOUT: HelpConfiguration = {
  groupItems<T extends Command | Option>(unsorted: T[], visible: T[], getGroup: (item: T) => string) {
    const groups = new Help().groupItems(unsorted, visible, getGroup);
    const common = groups.get(COMMON_OPTIONS);
    if (!common) return groups;
    groups.delete(COMMON_OPTIONS);
    return groups.set(COMMON_OPTIONS, common);
  },
};

/** An option that many commands have. */
export function commonOption(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup(COMMON_OPTIONS);
}
