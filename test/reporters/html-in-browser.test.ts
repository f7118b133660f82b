import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/result.ts';
import { html } from '../../src/reporters/html.ts';
import { missingBrowser, openPage } from './browser.ts';
import { device, FIXED_RESULTS, outcome, reply, show } from './fixed-run.ts';
import { passing, showTimed } from './timed-run.ts';

const lack = missingBrowser();
if (lack) console.warn(`skipped: ${lack}`);

/** Would change the title of a page that obeyed it. */
const OWNED = `</pre></details><script>document.title='owned'</script><img src=x onerror="document.title='owned'"><style>*{color:red}</style>&lt;`;

const hostile: Result = {
  device: device(`"><script>document.title='owned'</script>`, { name: `r9<img src=x onerror=alert(1)>` }),
  replies: [reply(OWNED, `\n${OWNED}\n`, 'rejected')],
  outcome: outcome({ status: 'rejected' }, { notes: [OWNED] }),
};

const text = async (results: readonly Result[]) => (await show(html, { results })).stdout.text();

/** Types a word as a user does, and waits until the page has looked for it. */
const searching = (word: string) => `new Promise((done) => {
  const count = document.getElementById('count');
  const wanted = document.getElementById('wanted');
  new MutationObserver(() => done(count.textContent)).observe(count, { childList: true });
  wanted.value = ${JSON.stringify(word)};
  wanted.dispatchEvent(new Event('input'));
})`;
const names = (which: string) =>
  `[...document.querySelectorAll('details.device')].filter(${which}).map((one) => one.querySelector('h3').textContent)`;

describe.skipIf(lack !== undefined)(
  `The report in a browser${lack ? ` (${lack})` : ''}`,
  { timeout: 60_000 },
  () => {
    test('shows its findings above the outputs, asks for nothing and breaks no rule of its own', async () => {
      await using page = await openPage(await text(FIXED_RESULTS));
      const headings = await page.evaluate(
        `[...document.querySelectorAll('h2')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top).map((one) => one.textContent)`,
      );
      expect(headings).toEqual(['Summary', 'Reasons', 'Waterfall', 'Slowest devices', 'Outputs']);
      expect(page.complaints).toEqual([]);
      expect(page.requests.filter((address) => !address.startsWith('file:'))).toEqual([]);
      expect(page.requests).toHaveLength(1);
    });

    test('obeys nothing that a device printed, and shows it as it came', async () => {
      await using page = await openPage(await text([hostile]));
      expect(await page.evaluate('document.title')).toBe('netrun: 1 device');
      expect(await page.evaluate(`document.querySelector('pre').textContent`)).toBe(`\n${OWNED}\n`);
      expect(await page.evaluate(`document.querySelectorAll('img, main style').length`)).toBe(0);
      expect(page.complaints).toEqual([]);
    });

    test('shows the devices whose outputs have the word, whatever its case, and opens them', async () => {
      await using page = await openPage(await text(FIXED_RESULTS));
      expect(await page.evaluate(searching('UPTIME is'))).toBe('1 of 12 devices');
      expect(await page.evaluate(names('(one) => !one.hidden && one.open'))).toEqual(['r1']);
      expect(await page.evaluate(`CSS.highlights.get('found').size`)).toBe(1);
      expect(await page.evaluate(searching(''))).toBe('12 of 12 devices');
      await page.evaluate(`document.getElementById('troubled').click()`);
      expect(await page.evaluate(names('(one) => !one.hidden'))).toEqual([
        'r2',
        'r3',
        'r4',
        'r5',
        'r6',
        '10.0.0.12',
      ]);
    });

    test('opens the device that a link leads to', async () => {
      await using page = await openPage(await text(FIXED_RESULTS), 'd1');
      expect(await page.evaluate(names('(one) => one.open'))).toEqual(['r2']);
      await page.evaluate(`new Promise((done) => {
      addEventListener('hashchange', () => setTimeout(done));
      document.querySelector('.reason a').click();
    })`);
      expect(await page.evaluate(names('(one) => one.open'))).toEqual(['r2', 'r4']);
    });

    test.each(['light', 'dark'] as const)('can be read in %s colours', async (scheme) => {
      await using page = await openPage(await text(FIXED_RESULTS));
      await page.prefer(scheme);
      const contrasts = await page.evaluate(`(() => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = light(getComputedStyle(document.body).backgroundColor);
      return ['body', '.dim', 'a', '.ok .mark', '.bad .mark', 'h2', 'button'].map((one) => {
        const [more, less] = [light(getComputedStyle(document.querySelector(one)).color), paper].sort((a, b) => b - a);
        return { one, ratio: (more + 0.05) / (less + 0.05), isDark: paper < 0.5 };
      });
    })()`);
      // WCAG 2.2, 1.4.3.
      for (const { one, ratio, isDark } of contrasts as { one: string; ratio: number; isDark: boolean }[]) {
        expect(ratio, one).toBeGreaterThan(4.5);
        expect(isDark).toBe(scheme === 'dark');
      }
    });

    test('stays usable with 5,000 devices', async () => {
      const results = Array.from(
        { length: 5_000 },
        (_, index): Result => ({
          device: device('10.0.0.1', { name: `sw${index}` }),
          replies: [reply('show version', `serial ${index}!\n${'interface\n'.repeat(50)}`)],
          outcome: outcome({ status: 'ok' }),
        }),
      );
      const out = await showTimed(
        html.open,
        results,
        results.flatMap((result, index) => passing(index, 0, index, result)),
      );
      await using page = await openPage(out.text());
      expect(await page.evaluate(`document.querySelectorAll('svg[role=img] text.name').length`)).toBe(60);
      expect(await page.evaluate(searching('serial 4711!'))).toBe('1 of 5000 devices');
    });
  },
);
