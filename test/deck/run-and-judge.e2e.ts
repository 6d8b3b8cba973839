import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPlatform, type Platform } from '../support/platform.ts';
import { oneProcess } from '../support/one-process.ts';
import { until } from '../support/until.ts';
import { versionAt } from '../support/storefront.ts';
import { launchBrowser } from './browser.ts';

describe('with the keyboard alone', () => {
  let platform: Platform;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const address = () => `http://localhost:${platform.port('deck')}`;

  beforeAll(async () => {
    platform = await newPlatform(oneProcess());
    await platform.start();
    await until('version 1 is serving', () => platform.log().includes('Version 1 is serving'), {
      timeoutMs: 90_000,
      describe: () => platform.log(),
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await platform.destroy();
  });

  test('starts version 2, sees it ask, approves, and sees it serve', async () => {
    await page.goto(`${address()}/applications/storefront/executions`);
    await page.getByRole('region', { name: 'Ship' }).waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Start Ship' });
    await dialog.getByLabel('Version').selectOption('2');
    await page.keyboard.press('Control+Enter');

    const question = page.getByRole('region', { name: 'Approve for prod' });
    await question.waitFor({ timeout: 30_000 });
    expect(await question.innerText()).toContain('Version 2 runs in test');
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');

    await page.getByText('Succeeded', { exact: true }).first().waitFor({ timeout: 60_000 });
    expect(await versionAt(`http://127.0.0.1:${platform.port('prod')}`)).toBe('2');
  });

  test('finds the run in the list, and its way back', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Pipelines' }).waitFor();
    expect(await page.title()).toBe('Pipelines · storefront · Gennaker');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Stages over time' }).waitFor();
    expect(await page.getByRole('button', { name: 'Re-run' }).isVisible()).toBe(true);
  });

  test('the page broke none of its own rules', () => {
    expect(faults).toEqual([]);
  });
});
