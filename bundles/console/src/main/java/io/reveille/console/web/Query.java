package io.reveille.console.web;

import io.reveille.console.Request;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The parameters of a request's query. */
public final class Query {

    private final Request request;

    public Query(Request request) {
        this.request = request;
    }

    /** Returns a parameter; an empty text if it is missing. */
    public String text(String name) {
        String text = request.parameter(name);
        return text == null ? "" : text;
    }

    public String needed(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw new Refusal(Refusal.BAD_REQUEST, "The parameter \"" + name + "\" is missing.");
        }
        return text;
    }

    /** Returns all parameters of this name, in their order. */
    public List<String> all(String name) {
        return request.parameters(name);
    }

    public boolean flag(String name) {
        return text(name).equals("true");
    }

    public Instant moment(String name, Instant otherwise) {
        String text = text(name);
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "The parameter \"" + name + "\" is \"" + text
                            + "\"; expected a time, 2026-11-29T10:30:00Z for example.");
        }
    }

    public int number(String name, int otherwise, int most) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(
                Refusal.BAD_REQUEST, "The parameter \"" + name + "\" is \"" + text + "\"; expected 1 to " + most + ".");
    }

    /** Returns a number of 0 to a billion; 0 if it is missing. */
    public double decimal(String name) {
        String text = text(name);
        try {
            double number = text.isEmpty() ? 0 : Double.parseDouble(text);
            if (number >= 0 && number <= 1e9) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(
                Refusal.BAD_REQUEST,
                "The parameter \"" + name + "\" is \"" + text + "\"; expected a number of 0 to 1000000000.");
    }
}
