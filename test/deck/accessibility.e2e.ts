import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executionWhen, trigger } from '../support/executions.ts';
import { oneProcess } from '../support/one-process.ts';
import { newPlatform, type Platform } from '../support/platform.ts';
import { until } from '../support/until.ts';
import { launchBrowser } from './browser.ts';

const APPLICATION = '/applications/storefront';
const GROUP = `${APPLICATION}/clusters/serverGroupDetails/local/local/localhost/storefront-prod-v000`;

describe('Deck for everyone, by the rules of axe (WCAG 2.2 AA and good practice)', () => {
  let platform: Platform;
  let browser: Browser;
  let asked: string;

  beforeAll(async () => {
    platform = await newPlatform(oneProcess());
    await platform.start();
    await until('version 1 is serving', () => platform.log().includes('Version 1 is serving'), {
      timeoutMs: 90_000,
      describe: () => platform.log(),
    });
    asked = await trigger(platform.gate, 'storefront', 'Ship', { version: '2' });
    await executionWhen(platform, asked, 'asks', ({ stages }) =>
      stages.some(({ type, status }) => type === 'manualJudgment' && status === 'RUNNING'),
    );
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform.destroy();
  });

  async function inPage<T>(theme: Theme, width: number, look: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({
      baseURL: `http://localhost:${platform.port('deck')}`,
      colorScheme: theme,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    try {
      return await look(await context.newPage());
    } finally {
      await context.close();
    }
  }

  test('the check finds what it looks for', async () => {
    const rules = await inPage('light', 1440, async (page) => {
      await open(page, '/applications', 'Applications');
      await page.locator('main').evaluate((main) => main.append(document.createElement('button')));
      return (await violationsOf(page)).map(({ rule }) => rule);
    });
    expect(rules).toEqual(['button-name']);
  });

  const themes: [Theme, number][] = [
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ];
  test.each(themes)('no page breaks a rule: %s, %i px', async (theme, width) => {
    await inPage(theme, width, async (page) => {
      for (const [path, heading] of [
        ['/welcome', 'Ship your first application'],
        ['/inbox', 'Inbox'],
        ['/applications', 'Applications'],
        [`${APPLICATION}/executions`, 'Pipelines'],
        [`${APPLICATION}/executions/details/${asked}`, 'Ship'],
        [`${APPLICATION}/clusters`, 'Clusters'],
        [GROUP, 'Clusters'],
        [`${APPLICATION}/loadBalancers`, 'Load balancers'],
        ['/nowhere', 'There is nothing at this address'],
      ] as const) {
        await open(page, path, heading);
        expect.soft(await violationsOf(page), path).toEqual([]);
      }
    });
  });

  test.each(themes.slice(0, 2))('nor does a dialog: %s', async (theme, width) => {
    await inPage(theme, width, async (page) => {
      await open(page, `${APPLICATION}/executions`, 'Pipelines');
      await page.keyboard.press('s');
      await page.getByRole('dialog', { name: 'Start Ship' }).waitFor();
      expect(await violationsOf(page), 'start').toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      expect(await violationsOf(page), 'palette').toEqual([]);
    });
  });
});

type Theme = 'light' | 'dark';

async function open(page: Page, path: string, heading: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

/** What a reader of the failure needs: the rule, the element, and what is wrong with it. */
async function violationsOf(page: Page): Promise<{ rule: string; html: string; wrong: string }[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => ({ rule: id, html, wrong: failureSummary ?? '' })),
  );
}
