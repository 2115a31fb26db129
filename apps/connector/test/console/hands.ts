import type { Locator, Page } from 'playwright-core';

/** One way to use a page. The tests do the same things with each. */
export interface Hand {
  readonly name: string;
  /** Opens the page of an entity type. */
  openType(type: string): Promise<void>;
  /** Opens a row. */
  openRow(type: string, id: string): Promise<void>;
  /** Presses a button or follows a link. */
  press(name: string): Promise<void>;
  /** Replaces the text of a field. */
  fill(label: string, text: string): Promise<void>;
  /** Leaves the field that is being edited. */
  leave(): Promise<void>;
  /** Reads the open list to its end. */
  readAll(): Promise<void>;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A label may be followed by notes, such as "required". */
const all = (page: Page) => page.getByText(/rows?, all of them$/).last();
const labelled = (label: string) => new RegExp(`^${escaped(label)}(?:\\s|$)`);

export function mouse(page: Page): Hand {
  const press = async (name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))
      .first()
      .click();
  const replace = async (field: Locator, text: string) => {
    await field.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
  };
  const openType = async (type: string) => {
    await press('Data');
    await page.getByRole('main').getByRole('link', { name: type, exact: true }).click();
    await page.getByRole('heading', { name: type, level: 1 }).waitFor();
  };
  return {
    name: 'the mouse',
    openType,
    async openRow(type, id) {
      await openType(type);
      await replace(page.getByRole('combobox', { name: 'Condition' }), `Sid = '${id}'`);
      await press('Run');
      await page.getByRole('gridcell').getByRole('link', { name: id }).click();
      await page.getByRole('heading', { name: id }).waitFor();
    },
    press,
    fill: (label, text) => replace(page.getByLabel(labelled(label)).first(), text),
    leave: () => page.getByRole('heading', { level: 1 }).click(),
    async readAll() {
      const more = page.getByRole('button', { name: /^Read \d+ more$/ });
      await more.or(all(page)).waitFor();
      while (await more.isVisible()) {
        await more.click();
        await more.or(all(page)).waitFor();
      }
    },
  };
}

/** What a person who only hears the page is told about the element with the focus. */
const focusedName = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
  });

const MAX_TABS = 120;

async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    const name = await focusedName(page);
    if (wanted.test(name)) return;
    passed.push(name.slice(0, 20));
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(wanted)}. It passed ${passed.join(' | ')}`);
}

export function keyboard(page: Page): Hand {
  const { keyboard: keys } = page;
  /** Goes somewhere by the command palette. */
  async function goTo(text: string, option: string): Promise<void> {
    await keys.press('Control+k');
    await page.getByRole('combobox', { name: 'A page, an entity type or a SID' }).waitFor();
    await keys.type(text);
    const list = page.getByRole('listbox', { name: 'Where to go' });
    const selected = list.getByRole('option', { selected: true });
    await list.getByRole('option', { name: option }).first().waitFor();
    for (let steps = 0; steps < 12; steps += 1) {
      if ((await selected.textContent())?.startsWith(option)) break;
      await keys.press('ArrowDown');
    }
    await keys.press('Enter');
  }
  return {
    name: 'the keyboard',
    async openType(type) {
      await goTo(type, type);
      await page.getByRole('heading', { name: type, level: 1, exact: true }).waitFor();
    },
    async openRow(type, id) {
      await goTo(id, `${type} ${id}`);
      await page.getByRole('heading', { name: id }).waitFor();
    },
    async press(name) {
      await page
        .getByRole('button', { name, exact: true })
        .or(page.getByRole('link', { name, exact: true }))
        .first()
        .waitFor();
      await tabTo(page, new RegExp(`^${escaped(name)}$`));
      await keys.press('Enter');
    },
    async fill(label, text) {
      await page.getByLabel(labelled(label)).first().waitFor();
      await tabTo(page, labelled(label));
      await keys.press('Control+a');
      await keys.press('Delete');
      await keys.type(text);
    },
    leave: () => keys.press('Enter'),
    async readAll() {
      await tabTo(page, /^Rows per page$/);
      // A list of choices takes the one that begins with what is typed.
      await keys.type('200');
      await all(page).waitFor();
    },
  };
}
