package org.slf4j.impl;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.spi.LoggerFactoryBinder;

/** The loggers of these tests: they say nothing, and throw once a test wants them to. SLF4J 1.7 finds it by its name. */
public final class StaticLoggerBinder implements LoggerFactoryBinder {

    /** The version of SLF4J that this is made for; read by SLF4J. */
    public static final String REQUESTED_API_VERSION = "1.6.99";

    private static final StaticLoggerBinder SINGLETON = new StaticLoggerBinder();

    private static volatile boolean failing;

    private StaticLoggerBinder() {}

    /** Whether loggers are out of memory from now on. */
    public static void fail(boolean now) {
        failing = now;
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
            return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
        };
    }

    @Override
    public String getLoggerFactoryClassStr() {
        return StaticLoggerBinder.class.getName();
    }
}
