import base from './id.json';
import account from './id/account.json';
import console from './id/console.json';
import form from './id/form.json';
import home from './id/home.json';
import plan from './id/plan.json';

export default { ...base, ...account, ...console, ...form, ...home, ...plan };
