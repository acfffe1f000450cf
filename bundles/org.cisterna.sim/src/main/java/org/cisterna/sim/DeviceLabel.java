// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/**
 * What is printed on a device.
 *
 * @param manufacturer who made it
 * @param model which kind it is
 * @param serial which one it is
 * @param pairingCode proves at pairing that one has the device's papers in hand; empty for a family that does not pair
 */
public record DeviceLabel(String manufacturer, String model, String serial, String pairingCode) {

    /** Leaves the pairing code out. */
    @Override
    public String toString() {
        return manufacturer + ' ' + model + ' ' + serial;
    }
}
