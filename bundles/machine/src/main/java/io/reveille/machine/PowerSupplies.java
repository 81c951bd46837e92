package io.reveille.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's power supplies, read from /sys/class/power_supply; the kernel's
 * Documentation/ABI/testing/sysfs-class-power describes the files. Supplies of devices, as a mouse's battery, are left
 * out.
 *
 * @param sources the supplies by mains, USB and wireless
 * @param batteries the batteries that are present
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
