// SPDX-License-Identifier: Apache-2.0
/**
 * The drivers folder. A jar that is put whole into {@code DIR/drivers} is found within two seconds, shown with its digest, and runs once
 * somebody with the right to do so has admitted exactly these bytes.
 *
 * <p>{@link org.cisterna.provision.DriverFolder} holds the rules and knows no framework; {@link org.cisterna.provision.FrameworkBundles} is
 * the framework's side; {@link org.cisterna.provision.DriverFolderComponent} puts them together.
 */
@NullMarked
package org.cisterna.provision;

import org.jspecify.annotations.NullMarked;
