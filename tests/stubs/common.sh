# What every fake LibreOffice shares: it tells a version, and behaves well in a profile that is not warmed yet.
here=$(dirname "$0")
previous=
for word in "$@"; do
    case $word in
        --version) echo "LibreOffice 25.2.0.0 fake" && exit ;;
        -env:UserInstallation=file://*) profile=${word#-env:UserInstallation=file://} ;;
    esac
    [ "$previous" = --outdir ] && out=$word
    previous=$word
done
if [ ! -e "$profile/user/warm" ]; then
    mkdir -p "$profile/user" && : >"$profile/user/warm"
    cp "$here/whole.pdf" "$out/in.pdf"
    exit 0
fi
