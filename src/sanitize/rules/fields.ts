/** What a field that is no secret's holds. */
export type Field =
  | 'user'
  | 'host'
  | 'person'
  | 'phone'
  | 'email'
  | 'id'
  | 'account'
  | 'bank'
  | 'card'
  | 'birth'
  | 'street'
  | 'place'
  | 'plate'
  | 'postcode'
  | 'ip'
  | 'mac'

/** Names of fields, without separators and in lower case. */
const table: Record<Field, string> = {
  user: `rolname usename user username userid login loginname logname uname ruser remoteuser remoteusername owner usr accountname samaccountname userprincipalname upn sub principal
preferredusername operator createdby updatedby modifiedby runas actor usuario utilisateur benutzer benutzername screenname nick nickname handle author committer assignee
dbuser pguser ftpuser sshuser ansibleuser identity subject effectiveuser osuser dbusername authuser xremoteuser xforwardeduser whoami lastmodifiedby requestedby invokedby account
targetusername subjectusername memberuid uid2 clientname kto_user httpuser submitter initiator invoker originator auid logonname userlogin requesterlogin sudouser impersonateduser effectiveusername ldapuser binduser proxyuser targetuser sourceuser srcuser dstuser suser duser pusher gamertag principalname alternateid principalsubject acct jobowner fileowner taskowner`,
  host: `host hostname node nodename server servername machine machinename computer computername fqdn rhost remotehost clienthost serverhost dnsname workstation workstationname
upstream backend peer instance broker leader master replica primary secondary origin xforwardedhost forwardedhost hostip dbhost pghost smtphost redishost mailhost ldaphost relay
vhost virtualhost servicehost endpointhost sourcehost desthost destinationhost targethost targetserver domain domainname dnsdomain dns sni cn commonname nameserver proxyhost
bootstrapserver bootstrapservers localhostname advertisedhost ansiblehost hostkeyalias sourcehostname dsthost srchost devicename device_name kubernetesnode nodeid address_host devname sysname upsname vsphereserver mx xhost authority hôte rechner servidor accountdomain targetdomainname subjectdomainname logondomain userdomain userdnsdomain logonserver netbiosname workgroup sourceworkstation callercomputername shost dhost dvchost`,
  person: `fullname name_full firstname lastname surname givenname familyname displayname realname customername contactname employeename patientname cardholder cardholdername middlename
maidenname ownername recipientname beneficiary accountholder holdername legalname clientfullname personname nom prenom nomcomplet nombre apellido apellidos nachname vorname cognome gecos
sendername customerfullname billingname shippingname contactperson mothersmaidenname fathername mothername passengername guestname studentname authorname signatory sn contact patient employee passenger attendee reporter requester approver reviewer supervisor technician applicant candidate student
registrantname membername subscribername drivername tenantname applicantname agentname assignedto ansprechpartner sachbearbeiter mitarbeiter имя фамилия отчество фио 姓名 名前 氏名 이름 legalrepresentative emergencycontact`,
  phone: `phone phonenumber mobile mobilenumber cell cellphone telephone telephonenumber tel fax faxnumber msisdn homephone workphone contactnumber whatsapp telefon handy telefono telefone portable landline callerid callernumber phoneno mobileno contactphone mobil fon tel mobiltelefon festnetz телефон 手机号 手机 电话 電話 電話番号 携帯電話 전화번호 pager pagernumber`,
  email: `email mail emailaddress`,
  id: `fiscalcode ssn socialsecurity socialsecuritynumber nationalid nationalidnumber passport passportnumber passportno taxid taxnumber tin itin ein nino nationalinsurance nationalinsurancenumber dni nie nif cpf cnpj rg curp rfc sin
socialinsurancenumber personnummer bsn pesel aadhaar aadhar pannumber nhsnumber medicare medicarenumber driverslicense driverlicense drivinglicence licensenumber licencenumber idnumber idcard identitynumber identitycard steuerid
steuernummer sozialversicherungsnummer svnr ahv insee nir codicefiscale fodselsnummer cprnumber cpr hetu rodnecislo egn jmbg oib cnp amka tckn npi mrn medicalrecordnumber patientid vatid vatnumber voterid residentid imei imsi iccid codicefiscale cf numerosecuritesociale reisepass personalausweis инн снилс паспорт 身份证号 身份证 주민등록번호 ausweisnummer matrikelnummer versichertennummer versicherungsnummer krankenversichertennummer personalnummer abn hkid nric tfn studentid employeeid employeenumber staffid`,
  account: `accountid awsaccountid awsaccount subscriptionid tenantid azuretenantid azuresubscriptionid projectnumber gcpprojectid gcpproject billingaccount billingaccountid organizationid ownerid recipientaccountid
accountnumber_aws directoryid tenancy compartmentid ocid tenancyocid zoneid accountarn customerid_cloud payeraccountid useridentityaccountid subscription aadtenantid enrollmentaccount googlecloudproject cloudsdkcoreproject`,
  bank: `iban accountnumber accountno acctnumber bankaccount bankaccountnumber routingnumber sortcode bban kontonummer numerocompte swiftaccount clabe ifsc aba`,
  card: `cardnumber cardno creditcard creditcardnumber ccnumber ccnum pan debitcard paymentcard primaryaccountnumber`,
  birth: `dob birthdate dateofbirth birthday geburtsdatum fechanacimiento fechadenacimiento datenaissance datedenaissance birth birthdate geburt geboortedatum datadinascita datadenascimento fodelsedatum дата_рождения 出生日期 生年月日 誕生日`,
  street: `street streetaddress line1 address1 addressline1 address2 addressline2 homeaddress billingaddress shippingaddress postaladdress mailingaddress residentialaddress anschrift strasse adresse direccion indirizzo endereco adres adress addr1 addr2 addrline1 addrline2 адрес 地址 住所`,
  mac: `mac macaddress macaddr hwaddr hwaddress ethernetaddress physicaladdress`,
  place: `lat latitude lon lng longitude geolat geolon coordinates latlng latlon geopoint geolocation geo location gps`,
  plate:
    'licenseplate licenceplate numberplate plate platenumber licenseplatenumber kennzeichen matricula immatriculation targa vin vehicleidentificationnumber',
  postcode: 'postcode postalcode zipcode zip plz codepostal codigopostal cap postleitzahl',
  ip: 'ip ipaddr ipaddress clientip remoteip srcip dstip sourceip destip hostip peerip userip ipint ipnum ipnumber iplong ipdecimal ipv4 ipv4addr srcipint dstipint remoteaddr clientaddr sourceaddress ipaddrint',
}

/** Letters without their accents: `prénom` is asked for as `prenom`. */
export const withoutMarks = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')

export const fieldNames = new Map<string, Field>()
for (const [field, names] of Object.entries(table) as [Field, string][]) {
  for (const name of names.split(/\s+/)) fieldNames.set(withoutMarks(name.replaceAll('_', '')), field)
}

/** How these names end; a sign behind makes them worth a look. */
export const fieldStems: readonly string[] =
  `user username userid login logname uname owner usr accountname upn sub principal operator edby runas actor usuario utilisateur benutzer benutzername handle nick nickname author committer assignee account
identity subject host hostname node nodename server servername machine computer fqdn machinename computername workstation upstream backend peer instance broker leader master replica primary secondary origin relay domain dns sni cn
commonname nameserver servers devicename rhost ruser name surname phone number mobile cell telephone tel fax msisdn whatsapp telefon handy telefono no
telefone portable callerid email mail address ssn security nationalid id passport tin itin ein nino insurance dni nie nif cpf cnpj curp rfc sin nummer bsn pesel aadhaar aadhar medicare license licence idcard insee nir codicefiscale
cpr hetu mrn npi steuerid svnr ahv iban code clabe card pan dob birthdate birth birthday geburtsdatum street address1 address2 line1 line2 anschrift strasse adresse direccion lat latitude lon lng longitude tenancy ocid
beneficiary nom prenom nombre apellido apellidos nachname vorname cognome gecos holder cardholder person signatory rechner servidor subscription account-id mx authority cf reisepass personalausweis birth_date birth-date fiscale imei imsi iccid mobil fon sn contact patient employee passenger attendee mac_address macaddress hwaddr mac reporter requester approver reviewer supervisor technician applicant candidate student assigned_to assigned-to ansprechpartner sachbearbeiter mitarbeiter devname sysname upsname submitter initiator invoker originator pusher gamertag principalname alternateid principalsubject macaddr mac-address coordinates latlng latlon geo location gps fiscal_code fiscalcode auid ed_by ed-by project projectid project_id acct userdomain userdnsdomain logonserver workgroup plate kennzeichen matricula immatriculation targa vin postcode postal_code postalcode zipcode zip plz postal ip ip_int ip_num ip_long ip_decimal ipaddr ip_address ipaddress addr1 addr2
prénom téléphone teléfono móvil numéro straße adres indirizzo endereco geboortedatum nascita nascimento naissance nacimiento имя фамилия отчество фио телефон инн снилс паспорт адрес рождения 姓名 名前 氏名 이름 手机号 手机 电话 電話 電話番号 携帯電話 전화번호 身份证号 身份证 出生日期 生年月日 誕生日 地址 住所 shost dhost dvchost representative pager ausweisnummer matrikelnummer versichertennummer versicherungsnummer personalnummer abn hkid nric tfn`.split(
    /\s+/,
  )
