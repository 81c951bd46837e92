package io.reveille.load;

/**
 * The PID of a configuration by the name of its file: {@code FACTORY-NAME} or {@code FACTORY~NAME} is one of a
 * factory, any other name is a PID.
 *
 * @param factory the PID of the factory; empty for a configuration that is the only one of its PID
 * @param name the name among those of the factory, or the PID
 */
record Pid(String factory, String name) {

    static Pid ofFile(String file) {
        String base = file.substring(0, file.lastIndexOf('.'));
        int sign = base.indexOf('~');
        if (sign < 0) {
            sign = base.indexOf('-');
        }
        return sign <= 0 || sign == base.length() - 1
                ? new Pid("", base)
                : new Pid(base.substring(0, sign), base.substring(sign + 1));
    }

    @Override
    public String toString() {
        return factory.isEmpty() ? name : factory + "~" + name;
    }
}
