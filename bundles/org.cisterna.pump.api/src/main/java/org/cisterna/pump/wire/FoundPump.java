// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.wire;

/**
 * A pump that a link provider can see, before anybody has spoken to it: what it says here is unproven.
 *
 * @param address where to reach it, scheme included
 * @param manufacturer as the provider heard it
 * @param serial as the provider heard it
 * @param simulated whether it is a simulated device
 */
public record FoundPump(String address, String manufacturer, String serial, boolean simulated) {}
