// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import org.cisterna.storage.Storage;
import org.cisterna.time.Randomness;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;

/**
 * What the host cannot live without, and what never changes while it lives.
 *
 * @param house for everything between people and machines
 * @param pump for what concerns the devices
 * @param threads the only maker of threads and signals
 * @param randomness for keys
 * @param storage the data folder
 * @param settings limits
 */
record World(
        TimeSource house,
        TimeSource pump,
        Threads threads,
        Randomness randomness,
        Storage storage,
        Settings settings) {}
