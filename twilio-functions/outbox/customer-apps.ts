/** A kintone app with customer records, and which of its fields are what. */
export interface CustomerApp {
  id: string;
  phoneFields: string[];
  /** Empty: the app has no such field. */
  companyField: string;
  contactField: string;
}

/** Field codes stand in queries and settings: nothing that would end them. */
const FIELD = /^[^\s"\\,:;=<>()]{1,128}$/;

/**
 * CUSTOMER_APPS: `1:TEL,FAX:会社名:担当者名`, several separated by `;`. App id, phone fields, company field and contact
 * field, the last two perhaps empty. Undefined when it is not that.
 */
export function parseCustomerApps(setting: string): CustomerApp[] | undefined {
  const apps = setting.split(';').map((text) => {
    const [id = '', phones = '', companyField = '', contactField = '', ...more] = text
      .split(':')
      .map((part) => part.trim());
    const phoneFields = phones.split(',').map((code) => code.trim());
    const fields = [...phoneFields, companyField || 'x', contactField || 'x'];
    const isWhole =
      /^[1-9]\d{0,14}$/.test(id) && fields.every((code) => FIELD.test(code)) && more.length === 0;
    return isWhole ? { id, phoneFields, companyField, contactField } : undefined;
  });
  return apps.every((app) => app !== undefined) ? apps : undefined;
}
