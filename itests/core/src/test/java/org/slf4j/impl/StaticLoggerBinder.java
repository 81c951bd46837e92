package org.slf4j.impl;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggerFactoryBinder;

/** The loggers of these tests: they say nothing, but to a test that listens, and throw once a test wants them to. SLF4J 1.7 finds it by its name. */
public final class StaticLoggerBinder implements LoggerFactoryBinder {

    /** The version of SLF4J that this is made for; read by SLF4J. */
    public static final String REQUESTED_API_VERSION = "1.6.99";

    private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();

    private static volatile boolean failing;

    private static volatile Consumer<String> listener = line -> {};

    private StaticLoggerBinder() {}

    /** Whether loggers are out of memory from now on. */
    public static void fail(boolean now) {
        failing = now;
    }

    /** Tells somebody each line from now on: the level, the message, and a stack trace if there is one. */
    public static void tell(Consumer<String> told) {
        listener = told;
    }

    /** Read by SLF4J. */
    public static StaticLoggerBinder getSingleton() {
        return SINGLETON;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> (Logger)
                Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, answers(name));
    }

    private static InvocationHandler answers(String name) {
        return (proxy, method, arguments) -> {
            if (method.getName().equals("getName")) {
                return name;
            }
            if (failing) {
                throw new OutOfMemoryError("no memory for a line of the log");
            }
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String message) {
                listener.accept(method.getName() + " " + text(message, arguments));
            }
            return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
        };
    }

    private static String text(String message, Object[] arguments) {
        Object[] rest = arguments.length == 2 && arguments[1] instanceof Object[] many
                ? many
                : Arrays.copyOfRange(arguments, 1, arguments.length);
        FormattingTuple line = MessageFormatter.arrayFormat(message, rest);
        StringWriter trace = new StringWriter();
        if (line.getThrowable() != null) {
            line.getThrowable().printStackTrace(new PrintWriter(trace));
        }
        return line.getMessage() + "\n" + trace;
    }

    @Override
    public String getLoggerFactoryClassStr() {
        return StaticLoggerBinder.class.getName();
    }
}
