/*
 * The files of this package, by what they do. Names in the first column are complete; ArchitectureTest holds the list
 * against the folder.
 *
 * for callers
 *   Schedule                  the way in: a text or code becomes a value, which answers when next
 *   Every, EveryMonth         a schedule in code: the first half, up to the unit or day
 *   ScheduleBuilder           a schedule in code: the second half
 *   ScheduleSyntaxException   a text that is no schedule, with the place and what was expected
 *   Recurrence, Predecessor   answers of a schedule: how it comes again, which job it follows
 *   Durations, Nearest        durations as people write them; the word that somebody meant
 *
 * inside a schedule
 *   ScheduleContent           rule, terms and zone, and what they say without arithmetic
 *   ScheduleOccurrences       the answers about instants, later by the offset of a fleet's spread
 *   Terms, Moment, Window     what any rule may carry: between, starting, until, times, within, spread over, nowake
 *   Pace                      whether the wall clock or elapsed time says when it occurs, and when it is over
 *   Limits                    the bounds that keep every answer finite
 *
 * reading and printing text
 *   ScheduleParser            the whole text: which rule, then the terms
 *   EveryParser, OnceParser   what follows "every", and what follows "once"
 *   ScheduleDraft             what has been said so far, by text or by builder
 *   TextCursor                a text word by word
 *   TextExcerpt, TextList     the part of a text around an error; items joined by commas and "and"
 *   Amount, Unit              a number and a unit; units and their words
 *   AtTime                    the time after "at"
 *   WeekDays, DayOfMonth      days of the week and of the month
 *   Ascii                     letters and digits of the language, whatever the machine's language is
 *
 * rules: one kind for each form of the language
 *   Rule                      what all of them have
 *   Interval                  what those that count units have:
 *   ElapsedInterval           seconds, minutes, hours
 *   ClockInterval             minutes and hours with "at"
 *   DayInterval               days and weeks
 *   RandomInterval            "5 to 10" units, drawn by Hash
 *   CalendarRule              what those that name days have:
 *   WeekdayRule, MonthRule    days of the week; days of the month
 *   CronRule                  a cron pattern, see below
 *   OnceAtRule, OnceInRule    a single occurrence: at an instant, so long after the definition
 *   EventRule                 a start of the system or the end of a job, which has no time
 *
 * chains: the search for occurrences
 *   Chain                     the questions that each rule answers
 *   SteppedChain              a chain without arithmetic: followed step by step
 *   DayChain, ChainDates      local dates at a local time; which dates these are
 *   ChainReach                how far a chain got: a number of occurrences and the last
 *   BoundedChain              "starting" and "until"
 *   WindowChains              "between"
 *   Hash                      numbers that look random and never change
 *
 * cron
 *   CronTextParser            a pattern or a nickname
 *   CronParser                the five to seven fields of a pattern
 *   CronFieldParser           one field
 *   CronHints                 what to write instead of other dialects
 *   QuartzPattern             a pattern of Quartz, put into our words
 *   QuartzField               one of its fields
 *   CronFields, CronDays      what a pattern allows, as bits; its day fields
 *   CronYearSet, CronYears    some years; the calendar in plain numbers
 *   CronSearch                the local times that match
 *   CronTimes                 the instants at which a zone's clock shows them
 *   CronSentence              a pattern in words
 *
 * time zones
 *   Zones                     names of zones; a local time as an instant
 *   ZoneOffsets               the offsets of a zone as a table, for cron
 */

/**
 * Schedules as immutable values: what a text means, and which instant comes next.
 *
 * <p>The occurrences form a chain: each is found from the one before.
 *
 * <ul>
 *   <li>Seconds, minutes and hours are elapsed time. With {@code at}, minutes and hours first go to that second of the
 *       local minute or hour, with the offset from UTC in force at the instant asked about.
 *   <li>Days, weeks, weekdays and months count local dates. Without {@code at} they keep the local time that they come
 *       from, and a day that is named comes on a later date than the one asked about.
 *   <li>With {@code at}, one unit runs at the next such time; several start that many units after today, the current
 *       month, hour or minute. Both are the rule of Python's {@code schedule} 1.2.2. A week is seven days.
 *   <li>In a month without a 31st, {@code on day 31} is the last day; a month without a fifth Friday is passed over.
 *   <li>Of {@code every 2 weeks on monday} the weeks are the same for everybody: those counted from the first Monday
 *       after {@code starting}, and without that from the week of 1 January 1970. Weeks begin on Monday.
 *   <li>A local time that does not exist runs one gap later (02:30 becomes 03:30), and the next date with {@code at} is
 *       back on time, even where the gap pushed the occurrence over midnight. A local time that happens twice runs once,
 *       at the first pass.
 *   <li>Cron is the Open Cron Pattern Specification 1.4, in the years 1970 to 2199. A local time that does not exist is
 *       skipped, one that happens twice runs at the first; but a pattern whose hour field starts with {@code *} is an
 *       interval by nature and runs in both passes.
 *   <li>The numbers of random intervals are drawn from {@link Schedule#withSeed} and the instant asked about.
 *   <li>{@code between A and B} is from A inclusive to B exclusive, over midnight when B is earlier. An interval of at
 *       most 24 hours starts anew, with an occurrence, whenever the window opens; a longer one, and one of several days,
 *       weeks or months, waits for the next opening when it would fall outside; of all other rules only what lies
 *       within counts. A day that is named without {@code at} takes A for its time. An A or B that a change of offset skips
 *       lies at the change, and one that happens twice at its first pass: on 29 March 2026 in Berlin, 03:10 lies between
 *       02:30 and 03:30, and 03:00 does not lie between 01:30 and 02:30. So a window that such a change skips as a whole
 *       does not open that day.
 *   <li>{@code starting S} makes S the begin of the chain: an interval without {@code at} first occurs at S, and
 *       {@code every 3 days at 06:00} at the first 06:00 from S on. Later questions are answered from that chain.
 *       {@code until U} is the last instant that counts. A date stands for its midnight.
 * </ul>
 *
 * <p>Every answer lies within the years -9999 to 9999: an instant asked about before them counts as their start, and
 * after them nothing occurs. No instant makes a question throw, except of a relative schedule (see
 * {@link Schedule#isRelative()}). A long gap costs a visit to each change of offset of one time zone in it (some two a year);
 * or up to 1000 steps of a random interval or one that waits for its window, and as many tries of a rule or a window
 * that nothing falls into, which then counts as never. Events ({@code @reboot}, {@code after "download"}) have no time:
 * no instant is ever next.
 */
@Export
@Version("0.2.0")
@NullMarked
package io.reveille.schedule;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
