import base from './en.json';
import account from './en/account.json';
import console from './en/console.json';
import form from './en/form.json';
import home from './en/home.json';
import plan from './en/plan.json';

export default { ...base, ...account, ...console, ...form, ...home, ...plan };
