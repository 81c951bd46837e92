package io.reveille.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the machine gets its power from, as /sys/class/power_supply says; the kernel's
 * Documentation/ABI/testing/sysfs-class-power has the files. Supplies of devices, a mouse's battery say, are left out.
 *
 * @param sources mains, USB and wireless
 * @param batteries batteries that are there
 */
record PowerSupplies(List<Path> sources, List<Path> batteries) {

    static PowerSupplies of(Machine machine) {
        PowerSupplies supplies = new PowerSupplies(new ArrayList<>(), new ArrayList<>());
        for (Path supply : machine.entries("sys/class/power_supply")) {
            String type = Machine.text(supply, "type");
            if (Machine.text(supply, "scope").equals("Device")) {
                continue;
            }
            // Older kernels have a type for each kind of USB charger: USB_DCP, USB_PD and others.
            if (type.equals("Mains") || type.startsWith("USB") || type.equals("Wireless")) {
                supplies.sources.add(supply);
            } else if (type.equals("Battery")
                    && !Machine.text(supply, "present").equals("0")) {
                supplies.batteries.add(supply);
            }
        }
        return supplies;
    }
}
