/** All persons and places here are invented. */
import { describe, expect, test } from 'vitest';
import { exposures } from './identity.ts';

const found = (text: string) => exposures(text).map(({ trait, start, end }) => `${trait}: ${text.slice(start, end)}`);

describe('what could lead to a person in a case is found', () => {
  test.each([
    ['A man sold 14-year-old Mirva Teskelin to a brothel.', ['name: Mirva Teskelin']],
    ['The victim, a girl named Mirva, was abused for a year.', ['name: Mirva']],
    ['Torvo Besk was sentenced for abuse of a child.', ['name: Torvo Besk']],
    ['The abused girl, M. T., 14 years old, spoke.', ['initials: M. T.']],
    ['A pupil of school No. 12 was abused.', ['school: school No. 12']],
    ['She was exploited at 14 Lantern Street by a neighbour.', ['address: 14 Lantern Street']],
    ['A 15-year-old girl from Torvale was exploited.', ['age-and-town: 15-year-old girl']],
    ['Потерпевшая Мирва Тескелина рассказала о насилии.', ['name: Мирва Тескелина']],
    ['Насилие над 14-летней Мирвой скрывали.', ['name: Мирвой']],
    ['Ученицу школы № 12 изнасиловали.', ['school: школы № 12']],
    ['Преступление совершено на улице Фонарной, 14: девочку изнасиловали.', ['address: улице Фонарной, 14']],
    ['Зорланған қыз Мирва Тескелин сотта айтты.', ['name: Мирва Тескелин']],
    ['Police arrested Torvo Besk for the abuse of a child.', ['name: Torvo Besk']],
    ['The court convicted Torvo B. of selling a girl.', ['name: Torvo B.']],
    ['The mother of the victim, Mirva Teskelin, sold her.', ['name: Mirva Teskelin']],
    ['The father (T. Besk) was sentenced for abuse.', ['name: T. Besk']],
    ['The boy known as Mirv was exploited online.', ['name: Mirv']],
    ['Her name was Mirva, and she was raped.', ['name: Mirva']],
    ['Aged 12, M.T. was sold.', ['initials: M.T.']],
    ['She was exploited in a house on Lantern Street.', ['address: Lantern Street']],
    ['Задержан Т. Беск, подозреваемый в насилии.', ['name: Т. Беск']],
    ['Обвиняемый Т. (34 года) насиловал падчерицу.', ['initials: Т.']],
    ['Суд приговорил Торво Беска за изнасилование.', ['name: Торво Беска']],
    ['Гражданка М. Тескелина продала ребёнка.', ['name: М. Тескелина']],
    ['Девочку изнасиловали в доме 5 по улице Фонарной.', ['address: доме 5 по улице Фонарной']],
    ['Зорланған қыз Шамшырақ көшесінде тұрады.', ['address: Шамшырақ көшесінде']],
    ['№ 12 мектеп оқушысы зорланды.', ['school: № 12 мектеп']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('nothing is found', () => {
  test.each([
    ['where there is no case', 'The 14-year-old Mirva Teskelin won a race at school No. 12.'],
    ['where the case names nobody', 'A girl was sold by a neighbour and exploited for months.'],
    [
      'of a public official',
      'Minister Torvo Besk said that victims of trafficking are helped.\nTorvo Besk was accused of delay by the victims.',
    ],
    ['of an author', 'By Torvo Besk\nVictims speak. Torvo Besk was sentenced in the article to silence.'],
    [
      'of officials and bodies that act in a case',
      'Judge Torvo Besk convicted a man of trafficking. The court sentenced Minister Mirva Teskelin for selling visas to traffickers.',
    ],
    ['of places, laws and bodies', 'Police detained two men in Torvale. Victims were helped by Save the Children.'],
    ['of a nationality', 'A 14-year-old Torvalian girl was sold.'],
    ['of a month', 'The man was arrested for abuse on June 3, 2011.'],
    ['of a group', 'Girls aged 13 and 14 in Torvale are exploited.'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});
