/** Named checks of the tenant and its tables, made by validate and again at the start. */
package io.vecbridge.oceanbase.source.check;
