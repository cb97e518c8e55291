/** law effect ACT|BILL: everything an act changes, or a bill would change. */
import type { Dataset } from '../../core/dataset.ts';
import { diffVersions } from '../../core/diff.ts';
import { PlatformError } from '../../core/errors.ts';
import { type Effect, effectOf, type ProvisionEffect } from '../../core/law/effect.ts';
import type { Language } from '../../core/localised.ts';
import { type Context, counted, type DayOptions, dayOf, declare, readsOnDay, withRecord } from '../command.ts';
import { lawNamed } from '../names.ts';
import { Page, plain, writeJson } from '../terminal.ts';
import { answerText, questionText, say, statusText, statusWord } from '../words.ts';
import { datesText, doneText, LANGUAGE, noteJson, orderText, Speaker, stageText, writeVersionChange } from './words.ts';

export function lawEffectCommand(context: Context) {
  return readsOnDay(
    declare(
      'effect',
      'everything that an act changes, or a bill would',
      'Shows the whole effect of one act: each article before and after, the findings that rest on those articles, the ' +
        'statuses that use them on the eve and on the day when all of it was in force, and the recommendations it touches. Of ' +
        'a bill everything is supposed: as if it entered into force on the day given. Nothing is written.',
      [
        { line: 'law effect amending-111-viii-2024', why: 'what an amending act did' },
        { line: 'law effect amending-111-viii-2024 --json', why: 'the same, for programs' },
      ],
      [
        ['act', 'id of the act or bill'],
        ['hypothetical', 'true of a bill: nothing of what follows is law'],
        ['supposedOn', 'of a bill: the day supposed; else null'],
        ['days[]', 'the days on which parts of it enter into force'],
        [
          'provisions[]',
          'provision (or law and number, where it is not on record), action, date, words (`recorded`, `computed` or `unknown`), before and after (versions; null where there is none), change (as `law diff` gives it)',
        ],
        ['findings[]', 'ids of findings that rest on those articles'],
        ['statuses[]', 'country, indicator, before, after; those that differ first'],
        ['recommendations[]', 'recommendation, and parts: part, question, before, after'],
        ['notes[]', 'what to look at in its instructions: code, message, instruction (from 1), provision, refused'],
      ],
    )
      .argument('<act>', 'id, short form, number or title of an amending act or a bill')
      .addOption(LANGUAGE()),
  ).action((typed: string, options: DayOptions & { language: Language }) =>
    withRecord(context, options, ({ dataset }) => {
      const act = lawNamed(dataset, typed);
      const { day, date } = dayOf(context, options.asOf);
      const effect = effectOf(dataset, act, day);
      if (effect.provisions.length === 0 && (act.answers ?? []).length === 0) {
        throw new PlatformError(
          'not-found',
          `The record does not say what ${act.id} changes: it has no instructions, and no version names it. “dutybearer law show ${act.id}” shows what is known of it.`,
        );
      }
      if (options.json) writeJson(context.out, effectJson(effect, date, options.language));
      else writeEffect(new Page(context.out), dataset, effect, date, new Speaker(options.language));
    }),
  );
}

function changeOf({ before, after, provision }: ProvisionEffect, language: Language) {
  return diffVersions(before, after, language, provision?.heading);
}

/** Whether an effect can be shown as a difference: there are words on the side where there should be some. */
function hasWords({ before, after, action }: ProvisionEffect): boolean {
  return after !== undefined || (before !== undefined && (action === 'repeal' || action === 'renumber'));
}

function effectJson(effect: Effect, date: string, language: Language) {
  const { act, hypothetical, days, provisions, findings, statuses, recommendations, notes } = effect;
  return {
    act: act.id,
    hypothetical,
    supposedOn: hypothetical ? date : null,
    days,
    provisions: provisions.map((one) => ({
      provision: one.provision?.id ?? null,
      law: one.provision?.law ?? one.instruction?.law ?? null,
      number: one.provision?.number ?? one.instruction?.number ?? null,
      action: one.action,
      date: one.date ?? null,
      words: one.words,
      before: one.before ?? null,
      after: one.after ?? null,
      change: hasWords(one) ? changeOf(one, language) : null,
    })),
    findings: findings.map(({ id }) => id),
    statuses: statuses.map(({ country, indicator, before, after }) => ({ country, indicator, before, after })),
    recommendations: recommendations.map(({ recommendation, parts }) => ({
      recommendation: recommendation.id,
      parts: parts.map((part) => ({ ...part, before: part.before ?? null })),
    })),
    notes: notes.map(noteJson),
  };
}

function writeEffect(page: Page, dataset: Dataset, effect: Effect, date: string, speaker: Speaker): void {
  const { act, hypothetical, provisions, findings, statuses, recommendations, notes } = effect;
  page.line(page.tone(speaker.say(act.title), 'strong'));
  page.line(`[${act.id}]`);
  if (hypothetical) {
    page.line(
      page.tone(
        `HYPOTHETICAL: this is a bill (${stageText(act)}). It shows what would follow if it entered into force on ${date}.`,
        'fair',
      ),
    );
  } else page.line(datesText(act, speaker));
  page.heading(`${counted(provisions.length, 'article')} ${hypothetical ? 'would be changed' : 'changed'}`);
  for (const one of provisions) writeProvisionEffect(page, dataset, one, hypothetical, speaker);
  page.heading(
    `${counted(findings.length, 'finding')} ${findings.length === 1 ? 'rests' : 'rest'} on ${provisions.length === 1 ? 'it' : 'them'}`,
  );
  for (const { id, question, value } of findings) {
    page.line(`${questionText(dataset, question)} ${answerText(dataset, question, value)} [${id}]`, 2, '- ');
  }
  writeStatuses(page, dataset, statuses, hypothetical);
  if (recommendations.length > 0) page.heading(counted(recommendations.length, 'recommendation'));
  for (const { recommendation, parts } of recommendations) {
    page.line(`${say(recommendation.text)} [${recommendation.id}]`, 2, '- ');
    for (const { part, question, before, after } of parts) {
      page.line(
        `${answerText(dataset, question, before)} → ${answerText(dataset, question, after)} [${question}]`,
        4,
        `part ${part}: `,
      );
    }
  }
  if (notes.length > 0) page.heading('To check in its instructions');
  for (const { instruction, message } of notes) page.line(message, 2, `instruction ${instruction + 1}: `);
}

function writeProvisionEffect(
  page: Page,
  dataset: Dataset,
  one: ProvisionEffect,
  hypothetical: boolean,
  speaker: Speaker,
): void {
  const { provision, instruction, action, date, words } = one;
  const number = provision?.number ?? instruction?.number;
  const id = provision?.id ?? instruction?.law ?? '';
  const what = hypothetical ? `the bill ${orderText(action)} it` : doneText(action);
  page.line();
  page.line(
    page.tone(
      `Article ${plain(number ?? '?')}${provision ? `. ${speaker.heading(provision, one.after ?? one.before)}` : ''}`,
      'strong',
    ),
    2,
  );
  page.line(`[${id}] ${what}${date === undefined ? '; day not fixed' : `, ${date}`}`, 2);
  if (instruction?.change) page.line(speaker.say(instruction.change), 2);
  if (hasWords(one)) writeVersionChange(page, dataset, changeOf(one, speaker.language), speaker, 4);
  else if (words === 'unknown') page.line('The record does not have the words that follow from it yet.', 4);
}

function writeStatuses(page: Page, dataset: Dataset, statuses: Effect['statuses'], hypothetical: boolean): void {
  const differing = statuses.filter(({ before, after }) => before !== after);
  page.heading(
    `${counted(statuses.length, 'indicator')} with a status that uses ${statuses.length === 1 ? 'it' : 'these'}; ${differing.length} ${hypothetical ? 'would change' : differing.length === 1 ? 'differs' : 'differ'}`,
  );
  for (const { indicator: id, before, after } of statuses) {
    const indicator = dataset.indicator(id);
    if (!indicator) continue;
    const same = before === after;
    page.line(
      same
        ? statusText(page, indicator, after)
        : `${statusWord(indicator, before)} → ${statusText(page, indicator, after)}`,
      2,
      `${same ? '  ' : '* '}${id}: `,
    );
  }
}
