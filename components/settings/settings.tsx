import { PageHeader } from "#components/ui/page-header.tsx";
import type { Theme } from "#components/ui/theme.ts";
import type { Organization, Profile } from "./account.ts";
import { AccountSection } from "./account-section.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { ExportSection } from "./export-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { OrganizationSection } from "./organization-section.tsx";
import { ProfileSection } from "./profile-section.tsx";

/** One's own account, how the pages look, and the organization's name. */
export function Settings({
  me,
  organization,
  isLastOwner,
  theme,
  hasShortcuts,
}: {
  me: Profile;
  organization: Organization;
  isLastOwner: boolean;
  theme: Theme;
  hasShortcuts: boolean;
}) {
  return (
    <div className="max-w-3xl">
      <PageHeader title="Settings" description="Your account, and how these pages look on this device." />
      <ProfileSection me={me} />
      <NotificationsSection me={me} />
      <AppearanceSection theme={theme} hasShortcuts={hasShortcuts} />
      <OrganizationSection me={me} organization={organization} />
      <ExportSection />
      <AccountSection me={me} organization={organization} isLastOwner={isLastOwner} />
    </div>
  );
}
