package io.reveille.bench;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.reveille.schedule.Schedule;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/** The libraries side by side: how each reads a pattern, and what it is asked. */
public enum Library {
    REVEILLE {
        @Override
        String dialect(CronText pattern) {
            return pattern.ours();
        }

        @Override
        Object parse(String pattern, ZoneId zone) {
            return Schedule.cron(pattern).in(zone).build();
        }

        @Override
        UnaryOperator<Object> question(Object parsed, ZoneId zone) {
            Schedule schedule = (Schedule) parsed;
            return instant -> schedule.next((Instant) instant);
        }

        @Override
        Object time(Instant instant, ZoneId zone) {
            return instant;
        }
    },
    SPRING {
        @Override
        String dialect(CronText pattern) {
            return pattern.spring();
        }

        @Override
        Object parse(String pattern, ZoneId zone) {
            return org.springframework.scheduling.support.CronExpression.parse(pattern);
        }

        @Override
        UnaryOperator<@Nullable Object> question(Object parsed, ZoneId zone) {
            var expression = (org.springframework.scheduling.support.CronExpression) parsed;
            return time -> expression.next((java.time.ZonedDateTime) time);
        }

        @Override
        Object time(Instant instant, ZoneId zone) {
            return instant.atZone(zone);
        }
    },
    QUARTZ {
        @Override
        String dialect(CronText pattern) {
            return pattern.quartz();
        }

        @Override
        Object parse(String pattern, ZoneId zone) {
            try {
                CronExpression expression = new CronExpression(pattern);
                expression.setTimeZone(TimeZone.getTimeZone(zone));
                return expression;
            } catch (ParseException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        UnaryOperator<@Nullable Object> question(Object parsed, ZoneId zone) {
            CronExpression expression = (CronExpression) parsed;
            return time -> expression.getNextValidTimeAfter((Date) time);
        }

        @Override
        Object time(Instant instant, ZoneId zone) {
            return Date.from(instant);
        }
    },
    CRON_UTILS {
        @Override
        String dialect(CronText pattern) {
            return pattern.quartz();
        }

        @Override
        Object parse(String pattern, ZoneId zone) {
            return ExecutionTime.forCron(CronUtilsParser.PARSER.parse(pattern));
        }

        @Override
        UnaryOperator<Object> question(Object parsed, ZoneId zone) {
            ExecutionTime execution = (ExecutionTime) parsed;
            return time -> execution.nextExecution((java.time.ZonedDateTime) time);
        }

        @Override
        Object time(Instant instant, ZoneId zone) {
            return instant.atZone(zone);
        }
    };

    /** The pattern as this library reads it; "-" where it cannot be said. */
    abstract String dialect(CronText pattern);

    abstract Object parse(String pattern, ZoneId zone);

    /** From a time to the next occurrence after it, in whatever the library makes. */
    abstract UnaryOperator<@Nullable Object> question(Object parsed, ZoneId zone);

    /** An instant as the library is asked about it. */
    abstract Object time(Instant instant, ZoneId zone);

    /** Made once: making it takes longer than using it. */
    private static final class CronUtilsParser {
        static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
    }
}
