import { Route, Switch } from 'wouter';
import { ForgotPage, ResetPage, VerifyPage } from './ResetPages';
import { SetupPage } from './SetupPage';
import { SignInPage } from './SignInPage';
import { InvitationPage, SignUpPage } from './SignUpPage';

/** The ways into an account, in one small part. Tokens come in the fragment or in the path. */
export default function EntryPages() {
  return (
    <Switch>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/setup" component={SetupPage} />
      <Route path="/forgot" component={ForgotPage} />
      <Route path="/invitation/:token?">{({ token }) => <InvitationPage token={token} />}</Route>
      <Route path="/reset/:token?">{({ token }) => <ResetPage token={token} />}</Route>
      <Route path="/verify/:token?">{({ token }) => <VerifyPage token={token} />}</Route>
    </Switch>
  );
}
