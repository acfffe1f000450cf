// SPDX-License-Identifier: Apache-2.0
/**
 * A view over the entries of the ledger, in a database: the fleet as rows, and an index by which entries are found. It holds no truth. It can
 * be deleted at any time and is built again by itself.
 *
 * <p>{@link org.cisterna.records.Records} is the whole; {@link org.cisterna.records.PumpCourse} is what the entries about one pump come to;
 * {@link org.cisterna.records.View} is the database.
 */
@NullMarked
package org.cisterna.records;

import org.jspecify.annotations.NullMarked;
