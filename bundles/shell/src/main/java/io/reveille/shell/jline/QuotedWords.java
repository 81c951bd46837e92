package io.reveille.shell.jline;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Parses a line as Gogo's shell does, and gives JLine the place of the cursor and the proposals as it expects them. With
 * those of Gogo 1.1.8 a tab behind an open quote ends the shell, for any command, and so does a proposal with a blank in it.
 */
final class QuotedWords implements Parser {

    private final Parser gogo;

    QuotedWords(Parser gogo) {
        this.gogo = gogo;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        ParsedLine parsed = gogo.parse(line, cursor, context);
        return context == ParseContext.COMPLETE && parsed instanceof CompletingParsedLine words
                ? new Line(words)
                : parsed; // Gogo runs it, and knows its own
    }

    private record Line(CompletingParsedLine gogo) implements CompletingParsedLine {

        private static final String QUOTES = "\"'";

        /** The quote at which the word begins, or none. */
        private String quote() {
            int start = cursor() - rawWordCursor();
            String first = rawWordLength() == 0 ? "" : line().substring(start, start + 1);
            return QUOTES.contains(first) ? first : "";
        }

        @Override
        public CharSequence escape(CharSequence word, boolean complete) {
            String quote = quote();
            String unsafe = quote.isEmpty() ? "[\\s\\\\\"']" : "[\\\\" + quote + "]";
            return quote + word.toString().replaceAll(unsafe, "\\\\$0") + (complete ? quote : "");
        }

        /** Behind the last letter Gogo counts the quotes. */
        @Override
        public int wordCursor() {
            return Math.min(gogo.wordCursor(), word().length());
        }

        @Override
        public int rawWordCursor() {
            return gogo.rawWordCursor();
        }

        @Override
        public int rawWordLength() {
            return gogo.rawWordLength();
        }

        @Override
        public String word() {
            return gogo.word();
        }

        @Override
        public int wordIndex() {
            return gogo.wordIndex();
        }

        @Override
        public List<String> words() {
            return gogo.words();
        }

        @Override
        public String line() {
            return gogo.line();
        }

        @Override
        public int cursor() {
            return gogo.cursor();
        }
    }
}
