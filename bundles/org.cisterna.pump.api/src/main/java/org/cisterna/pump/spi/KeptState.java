// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.spi;

import org.cisterna.canonical.JsonObject;

/**
 * What a driver asks the host to keep for one pump.
 *
 * @param version of the form of the value; a driver reads the versions it knows and refuses a newer one in words
 * @param value at most 4 KiB in canonical form
 */
public record KeptState(int version, JsonObject value) {}
