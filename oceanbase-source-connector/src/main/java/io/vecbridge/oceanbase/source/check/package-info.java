/** Named checks of the tenant and its tables, which run at validation and at start. */
package io.vecbridge.oceanbase.source.check;
