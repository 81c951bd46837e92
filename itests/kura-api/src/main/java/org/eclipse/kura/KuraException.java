package org.eclipse.kura;

import java.util.Arrays;

/** Kura could not do what was asked. */
public class KuraException extends Exception {

    private static final long serialVersionUID = 1;

    private final KuraErrorCode code;

    /** @param arguments what the message of the code is filled with */
    public KuraException(KuraErrorCode code, Object... arguments) {
        super(code + " " + Arrays.toString(arguments));
        this.code = code;
    }

    /** @param arguments what the message of the code is filled with */
    public KuraException(KuraErrorCode code, Throwable cause, Object... arguments) {
        super(code + " " + Arrays.toString(arguments), cause);
        this.code = code;
    }

    public KuraErrorCode getCode() {
        return code;
    }
}
